import { fail } from '#base/errors.ts';
import type { Select } from '#sql/ast.ts';
import type { Binder } from '#sql/bind/binder-interface.ts';
import { windowSql } from '#sql/bind/expressions/window.ts';
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
    scope.windows.set(name, windowSql(specification, { binder, scope, clause: 'select' }));
  }
}
