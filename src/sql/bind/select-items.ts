import { fail } from '#base/errors.ts';
import type { Expression, SelectItem, Star } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import type { SelectScope } from '#sql/bind/select-scope.ts';
import { expandStar } from '#sql/bind/star.ts';

/** One output column of a SELECT: written, or made by a star (then without an expression). */
export interface SelectEntry {
  expression?: Expression;
  alias?: string;
  label: string;
  value: TypedSql;
}

/** The select list, stars expanded, bound in order: an item may use the aliases to its left. */
export class SelectItems {
  readonly entries: SelectEntry[] = [];

  bind(binder: QueryBinder, items: SelectItem[], scope: SelectScope): void {
    scope.items = this;
    for (const item of items) this.add(binder, item, scope);
  }

  /** The item that was given this alias. */
  byAlias(name: string): SelectEntry | undefined {
    return this.entries.find((entry) => entry.alias === name);
  }

  private add(binder: QueryBinder, item: SelectItem, scope: SelectScope): void {
    if (item.expression.kind === 'star') {
      this.addStar(item.expression, scope);
      return;
    }
    const value = binder.bindExpression(item.expression, scope, 'select');
    const label = item.alias?.name ?? value.label ?? '?column?';
    const entry: SelectEntry = { expression: item.expression, label, value };
    if (item.alias !== undefined) entry.alias = item.alias.name;
    this.entries.push(entry);
  }

  private addStar(star: Star, scope: SelectScope): void {
    const columns = expandStar(star, scope);
    for (const value of columns) this.entries.push({ label: value.label ?? '?column?', value });
  }
}

/** Refuses a select list that ended up without columns. */
export function requireItems(items: SelectItems, position: number): void {
  if (items.entries.length > 0) return;
  throw fail('syntax_error', 'SELECT must have at least one column', { position });
}
