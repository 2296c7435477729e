import { fail } from '#base/errors.ts';
import type { Expression, FunctionCall, Span } from '#sql/ast.ts';
import { forEachChild } from '#sql/bind/expression-walk.ts';

import { columnKey, expressionKey, isColumnKey } from '#sql/bind/grouping-keys.ts';
import type { ScopeColumn } from '#sql/bind/scope.ts';
import type { SelectEntry } from '#sql/bind/select-items.ts';
import type { InnerUse, SelectScope } from '#sql/bind/select-scope.ts';
import { findFunction } from '#sql/functions/registry.ts';

/** Checks that a grouped SELECT reads ungrouped columns only inside aggregates. Throws 42803. */
export class GroupingCheck {
  private readonly scope: SelectScope;
  private readonly keys: Set<string>;
  /** Something but plain columns is grouped by, so that larger expressions must be compared. */
  private readonly groupsExpressions: boolean;
  /** Parts of the text where any column may be read. */
  private readonly free: Span[] = [];

  constructor(scope: SelectScope, keys: Set<string>) {
    this.scope = scope;
    this.keys = keys;
    this.groupsExpressions = [...keys].some((key) => !isColumnKey(key));
  }

  entry(entry: SelectEntry): void {
    if (entry.expression !== undefined) this.expression(entry.expression);
    else if (!this.keys.has(columnKey(entry.value.sql))) throw ungrouped(this.starColumn(entry), undefined);
  }

  expression(node: Expression): void {
    if (node.kind === 'reference') this.reference(node);
    else if (this.groupsExpressions && this.keys.has(expressionKey(node, this.scope))) this.free.push(node);
    else if (node.kind === 'call' && node.name === 'grouping') this.groupingCall(node);
    else if (node.kind === 'call' && isAggregate(node)) this.free.push(node);
    else forEachChild(node, (child) => this.expression(child));
  }

  private groupingCall(node: FunctionCall): void {
    for (const argument of node.args) {
      if (this.keys.has(expressionKey(argument, this.scope))) continue;
      const message = 'arguments to GROUPING must be grouping expressions of the associated query level';
      throw fail('grouping_error', message, { position: argument.pos });
    }
  }

  /** Columns that nested queries of the select list and HAVING read. */
  innerUses(uses: InnerUse[]): void {
    for (const use of uses) {
      if (this.keys.has(columnKey(use.column.sql)) || this.isFree(use.position)) continue;
      const name = columnName(use.column);
      const message = `subquery uses ungrouped column "${name}" from outer query`;
      throw fail('grouping_error', message, { position: use.position });
    }
  }

  private reference(node: Extract<Expression, { kind: 'reference' }>): void {
    if (this.groupsExpressions && this.keys.has(expressionKey(node, this.scope))) return;
    const found = this.scope.find(node.parts);
    if (found !== undefined) {
      // A path into a grouped SUPER column is as good as the column.
      if (this.keys.has(columnKey(found.column.sql))) return;
      throw ungrouped(found.column, node.pos);
    }
    const entry = this.scope.items?.byAlias(node.parts[0]!.name);
    if (entry?.expression !== undefined && entry.expression !== node) this.expression(entry.expression);
  }

  private starColumn(entry: SelectEntry): ScopeColumn {
    return this.scope.columns.find((column) => column.sql === entry.value.sql)!;
  }

  private isFree(position: number): boolean {
    return this.free.some((span) => position >= span.pos && position < span.end);
  }
}

function isAggregate(call: FunctionCall): boolean {
  return call.over === undefined && findFunction(call.name)?.aggregate === true;
}

function ungrouped(column: ScopeColumn, position: number | undefined): Error {
  return fail(
    'grouping_error',
    `column "${columnName(column)}" must appear in the GROUP BY clause or be used in an aggregate function`,
    position === undefined ? {} : { position },
  );
}

function columnName(column: ScopeColumn): string {
  const relation = column.relation?.name;
  return relation === undefined ? column.name : `${relation}.${column.name}`;
}
