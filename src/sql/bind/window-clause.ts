import { fail } from '#base/errors.ts';
import type { Expression, FrameBound, Select, WindowFrame, WindowSpecification } from '#sql/ast.ts';
import type { Binder, Scope } from '#sql/bind/binder-interface.ts';
import { directionSql } from '#sql/bind/order-by.ts';
import type { SelectScope } from '#sql/bind/select-scope.ts';

/** Makes the windows of a WINDOW clause known to the scope; each may build on those before it. */
export function showWindows(
  binder: Binder,
  windows: NonNullable<Select['windows']>,
  scope: SelectScope,
): void {
  for (const { name, specification } of windows) {
    if (scope.windows.has(name)) {
      throw fail('duplicate_alias', `window "${name}" is already defined`, { position: specification.pos });
    }
    scope.windows.set(name, windowSql(binder, specification, scope));
  }
}

/** DuckDB text of a window, without the parentheses of OVER. */
export function windowSql(binder: Binder, window: WindowSpecification, scope: Scope): string {
  const value = (expression: Expression) => binder.bindExpression(expression, scope, 'select').sql;
  const parts: string[] = [];
  if (window.base !== undefined) parts.push(baseSql(window, scope));
  if (window.partitionBy.length > 0) parts.push(`PARTITION BY ${window.partitionBy.map(value).join(', ')}`);
  if (window.orderBy.length > 0) {
    const items = window.orderBy.map((item) => `${value(item.expression)} ${directionSql(item)}`);
    parts.push(`ORDER BY ${items.join(', ')}`);
  }
  if (window.frame !== undefined) parts.push(frameSql(window.frame, value));
  return parts.join(' ');
}

function baseSql(window: WindowSpecification, scope: Scope): string {
  const base = scope.namedWindow(window.base!);
  if (base !== undefined) return base;
  throw fail('undefined_object', `window "${window.base}" does not exist`, { position: window.pos });
}

function frameSql(frame: WindowFrame, value: (expression: Expression) => string): string {
  const bound = (at: FrameBound) =>
    ('offset' in at ? `${value(at.offset)} ${at.kind}` : at.kind).toUpperCase();
  const unit = frame.unit.toUpperCase();
  return frame.to === undefined
    ? `${unit} ${bound(frame.from)}`
    : `${unit} BETWEEN ${bound(frame.from)} AND ${bound(frame.to)}`;
}
