import { fail } from '#base/errors.ts';
import type { ShowObject, Statement } from '#sql/ast.ts';
import type { SqlType } from '#sql/types.ts';

/**
 * Types of the parameters of a statement that is no query: the drivers' metadata calls send
 * `SHOW TABLES FROM SCHEMA $1.$2 LIKE $3` through the extended protocol. Other utility statements take none.
 */
export function utilityParameterTypes(statement: Statement): SqlType[] {
  const parameters = statement.kind === 'show-object' ? (statement.parameters ?? []) : [];
  const count = Math.max(0, ...parameters.map(({ index }) => index));
  return Array.from({ length: count }, () => ({ name: 'varchar', length: 65535 }) as const);
}

/** The statement with its parameters' values in place. Throws 22004-like errors for a NULL name. */
export function fillUtilityParameters(
  statement: Statement,
  values: readonly (string | null | undefined)[],
): Statement {
  if (statement.kind !== 'show-object' || statement.parameters === undefined) return statement;
  const filled: ShowObject & { pos: number; end: number } = { ...statement };
  if (statement.name) filled.name = { ...statement.name };
  for (const { index, part } of statement.parameters) {
    const value = values[index - 1];
    if (value === null || value === undefined) {
      throw fail('invalid_parameter_value', `parameter $${index} of SHOW may not be NULL`);
    }
    if (part === 'like') filled.like = value;
    else if (filled.name) filled.name[part] = unquoted(value);
  }
  return filled;
}

/** Drivers send names bare or as quoted identifiers. */
function unquoted(name: string): string {
  return /^".*"$/s.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
}
