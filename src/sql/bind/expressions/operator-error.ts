import { fail } from '#base/errors.ts';
import type { Binder } from '#sql/bind/binder-interface.ts';
import { typeNameInMessage } from '#sql/bind/expressions/type-class.ts';
import type { SqlType } from '#sql/types.ts';

/** 42883 for an operator that the types do not have; a prefix operator has no left side. */
export function noOperator(
  operator: string,
  left: SqlType | undefined,
  right: SqlType,
  position?: number,
): Error {
  const before = left === undefined ? '' : `${typeNameInMessage(left)} `;
  return fail(
    'undefined_function',
    `operator does not exist: ${before}${operator} ${typeNameInMessage(right)}`,
    {
      hint: 'No operator matches the given name and argument type(s). You may need to add explicit type casts.',
      ...(position === undefined ? {} : { position }),
    },
  );
}

/** 42725: both sides are untyped, so nothing says which operator is meant. */
export function ambiguousOperator(operator: string, position?: number): Error {
  return fail('ambiguous_function', `operator is not unique: "unknown" ${operator} "unknown"`, {
    hint: 'Could not choose a best candidate operator. You may need to add explicit type casts.',
    ...(position === undefined ? {} : { position }),
  });
}

/** Offset of the operator behind an operand that ends at `end`: parentheses and blanks are passed over. */
export function operatorPosition({ context }: Binder, end: number): number {
  const rest = /^[\s)]*/.exec(context.text.slice(end, end + 200))?.[0] ?? '';
  return end + rest.length;
}
