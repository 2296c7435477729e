import { fail } from '#base/errors.ts';
import type { Query, SetOperation, WithClause } from '#sql/ast.ts';
import type { Scope } from '#sql/bind/binder-interface.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import type { BoundColumn, BoundSubquery, QueryBinder } from '#sql/bind/query-binder.ts';
import { type CommonTable, NameScope } from '#sql/bind/scope.ts';
import { quoteIdentifier } from '#sql/quote.ts';

type CommonQuery = WithClause['ctes'][number];

export interface BoundWith {
  /** Where the query that follows finds the tables. */
  scope: NameScope;
  /** `WITH … `; tables that nothing reads are left out. */
  render(): string;
}

/** Binds the common table expressions of a WITH clause; each sees those before it. */
export function bindWith(binder: QueryBinder, clause: WithClause, parent: Scope | undefined): BoundWith {
  const scope = new NameScope(parent);
  const tables = new Map<string, CommonTable>();
  scope.commonTables = tables;
  const texts: { table: CommonTable; sql: string; recursive: boolean }[] = [];
  for (const common of clause.ctes) {
    if (tables.has(common.name.name)) {
      const message = `WITH query name "${common.name.name}" specified more than once`;
      throw fail('duplicate_alias', message, { position: common.name.pos });
    }
    const bound = bindCommonQuery(binder, common, clause.recursive, scope);
    tables.set(common.name.name, bound.table);
    texts.push(bound);
  }
  return { scope, render: () => withText(texts.filter((text) => text.table.used)) };
}

function withText(texts: { table: CommonTable; sql: string; recursive: boolean }[]): string {
  if (texts.length === 0) return '';
  const words = texts.some((text) => text.recursive) ? 'WITH RECURSIVE ' : 'WITH ';
  const list = texts.map((text) => `${quoteIdentifier(text.table.emitted)} AS (${text.sql})`);
  return `${words}${list.join(', ')} `;
}

function bindCommonQuery(binder: QueryBinder, common: CommonQuery, recursive: boolean, scope: NameScope) {
  const { query } = common;
  if (query.kind !== 'query') {
    const message = `${query.kind.toUpperCase()} in a WITH clause is not supported`;
    throw fail('feature_not_supported', message, { position: common.name.pos });
  }
  const found = recursive ? bindRecursive(binder, common, query, scope) : undefined;
  if (found !== undefined) return found;
  const bound = binder.bindQuery(query, scope);
  return { table: commonTable(binder, common, bound.columns), sql: bound.sql, recursive: false };
}

function commonTable(binder: QueryBinder, common: CommonQuery, columns: BoundColumn[]): CommonTable {
  const names = common.columns ?? [];
  if (names.length > columns.length) {
    const message = `WITH query "${common.name.name}" has ${columns.length} columns available but ${names.length} columns specified`;
    throw fail('invalid_column_reference', message, { position: common.name.pos });
  }
  return {
    name: common.name.name,
    emitted: binder.uniqueName(common.name.name),
    columns: columns.map((column, index) => tableColumn(column, names[index]?.name)),
    used: false,
  };
}

function tableColumn({ origin: _, ...column }: BoundColumn, name: string | undefined): BoundColumn {
  return name === undefined ? column : { ...column, name };
}

/** `base UNION [ALL] step` where the step reads the table itself; undefined when it does not. */
function bindRecursive(binder: QueryBinder, common: CommonQuery, query: Query, scope: NameScope) {
  const { body } = query;
  if (body.kind !== 'set-operation' || body.operator !== 'union') return undefined;
  const base = openNulls(binder.bindQuery(branchQuery(body, 'left'), scope));
  const table = commonTable(binder, common, base.columns);
  const inner = new NameScope(scope);
  inner.commonTables = new Map([[table.name, table]]);
  const step = binder.bindQueryBody(branchQuery(body, 'right'), inner);
  if (!table.used) return undefined;
  table.used = false;
  if (step.columns.length !== base.columns.length) {
    throw fail('syntax_error', 'each UNION query must have the same number of columns', {
      position: body.right.pos,
    });
  }
  const casts = base.columns.map(
    (column) => (value: Parameters<typeof castTo>[1]) => castTo(binder, value, column.type, false).sql,
  );
  const sql = `${base.sql} UNION ${body.all ? 'ALL ' : ''}${step.render(casts)}`;
  return { table, sql, recursive: true };
}

/** A NULL in the base has no type to grow from: it is text. */
function openNulls(base: BoundSubquery): BoundSubquery {
  const columns = base.columns.map(({ literal: _, ...column }) =>
    column.type.name === 'unknown' ? { ...column, type: { name: 'varchar' as const, length: 256 } } : column,
  );
  return { sql: base.sql, columns };
}

function branchQuery(operation: SetOperation, side: 'left' | 'right'): Query {
  const body = operation[side];
  if (body.kind === 'parenthesized') return body.query;
  return { kind: 'query', body, orderBy: [], pos: body.pos, end: body.end };
}
