import type { Expression, FunctionCall } from '#sql/ast.ts';
import type { Binder, TypedSql } from '#sql/bind/binder-interface.ts';
import { unify } from '#sql/bind/expressions/case.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import { stringLiteral } from '#sql/bind/expressions/literal.ts';
import { argumentType, classAt } from '#sql/bind/expressions/overload.ts';
import type { Place } from '#sql/bind/expressions/typed.ts';
import type {
  ArgumentClass,
  BoundArgument,
  FunctionDefinition,
  Overload,
} from '#sql/functions/definition.ts';

/** An argument as written: a bare word may be a date part rather than a column. */
export interface Argument {
  value: TypedSql;
  word?: string;
  position: number;
}

/** Binds what stands between the parentheses, and the value that an ordered-set aggregate sorts by. */
export function bindArguments(
  call: FunctionCall,
  definition: FunctionDefinition | undefined,
  place: Place,
): Argument[] {
  const written = [...call.args];
  if (definition?.orderedSet && call.withinGroup?.[0] !== undefined)
    written.push(call.withinGroup[0].expression);
  return written.map((argument, index) => bindArgument(argument, index, definition, place));
}

function bindArgument(
  argument: Expression,
  index: number,
  definition: FunctionDefinition | undefined,
  { binder, scope, clause }: Place,
): Argument {
  const position = argument.pos;
  const takesPart =
    definition?.overloads.some((overload) => classAt(overload, index) === 'date part') ?? false;
  if (takesPart && argument.kind === 'reference' && argument.parts.length === 1) {
    const word = argument.parts[0]!.name;
    return { value: stringLiteral(word), word, position };
  }
  return { value: binder.bindExpression(argument, scope, clause), position };
}

/** The arguments as the overload's `emit` expects them (see ArgumentClass). */
export function convertArguments(binder: Binder, overload: Overload, args: Argument[]): BoundArgument[] {
  const values = unifiedValues(binder, overload, args);
  return values.map((value, index) => {
    const wanted = classAt(overload, index) as ArgumentClass;
    if (wanted === 'date part') return { sql: value.sql, type: value.type, literal: value.literal ?? '' };
    return bound(castTo(binder, value, argumentType(wanted, value.type), true, args[index]!.position), value);
  });
}

function bound(converted: TypedSql, { literal }: TypedSql): BoundArgument {
  const argument: BoundArgument = { sql: converted.sql, type: converted.type };
  if (typeof literal === 'string') argument.literal = literal;
  if (converted.narrow !== undefined) argument.narrow = converted.narrow;
  return argument;
}

function unifiedValues(binder: Binder, overload: Overload, args: Argument[]): TypedSql[] {
  const values = args.map(({ value }) => value);
  for (const group of overload.unify?.(values.length) ?? []) {
    const unified = unify(
      binder,
      group.map((index) => values[index]!),
      'COALESCE',
      group.map((index) => args[index]!.position),
    );
    for (const [place, index] of group.entries()) values[index] = unified[place]!;
  }
  return values;
}
