import { foldableError } from '#sql/engine/runtime-error.ts';
import { engineType } from '#sql/engine-type.ts';
import type { BoundArgument, FunctionDefinition } from '#sql/functions/definition.ts';
import { ofSuper } from '#sql/functions/math.ts';
import { date, float8, numeric } from '#sql/functions/return-types.ts';
import type { SqlType } from '#sql/types.ts';

/** Whole numbers are rounded as decimals of their width (documented for ROUND). */
const integerDigits: Partial<Record<SqlType['name'], number>> = { int2: 5, int4: 10, int8: 19 };

function decimal(type: SqlType): { precision: number; scale: number } | undefined {
  if (type.name === 'numeric') return type;
  const precision = integerDigits[type.name];
  return precision === undefined ? undefined : { precision, scale: 0 };
}

/** Places written as a constant; 0 when none are written; undefined when they are known at run time only. */
function places(argument: BoundArgument | undefined): number | undefined {
  if (argument === undefined) return 0;
  return /^-?\d{1,3}$/.test(argument.literal ?? '') ? Number(argument.literal) : undefined;
}

/**
 * A decimal keeps as many places as were asked for; one digit more may be needed before the point
 * (round(9.5) is 10). With places from a column the scale stays as it is.
 */
function roundedType(args: BoundArgument[]): SqlType {
  const exact = decimal(args[0]!.type);
  if (exact === undefined) return float8;
  const asked = places(args[1]) ?? exact.scale;
  const scale = Math.min(Math.max(asked, 0), exact.scale);
  return numeric(Math.min(exact.precision - exact.scale + scale + 1, 38), scale);
}

/** Shifts by a power of ten and back with a function of one decimal, in exact arithmetic. */
function emitExact(name: string, args: BoundArgument[], returns: SqlType): string {
  const exact = decimal(args[0]!.type)!;
  const source = `CAST(${args[0]!.sql} AS DECIMAL(${Math.min(exact.precision + 1, 38)},${exact.scale}))`;
  const asked = places(args[1]);
  if (asked !== undefined) return `CAST(${name}(${source}, ${asked}) AS ${engineType(returns)})`;
  const steps: string[] = [];
  for (let digits = -38; digits < exact.scale; digits += 1) {
    if (-digits > exact.precision - exact.scale) continue;
    steps.push(
      `WHEN ${args[1]!.sql} = ${digits} THEN CAST(${name}(${source}, ${digits}) AS ${engineType(returns)})`,
    );
  }
  const zero = `WHEN ${args[1]!.sql} < 0 THEN CAST(0 AS ${engineType(returns)})`;
  const same = `WHEN ${args[1]!.sql} IS NOT NULL THEN CAST(${source} AS ${engineType(returns)})`;
  return `(CASE ${[...steps, zero, same].join(' ')} END)`;
}

function rounding(name: 'round' | 'trunc') {
  return (args: BoundArgument[]): string => {
    const returns = roundedType(args);
    if (returns.name === 'numeric') return emitExact(name, args, returns);
    const source = `CAST(${args[0]!.sql} AS DOUBLE)`;
    if (args[1] === undefined) return `${name}(${source})`;
    return name === 'round'
      ? `round(${source}, CAST(${args[1].sql} AS INTEGER))`
      : `rs_trunc_double(${source}, CAST(${args[1].sql} AS INTEGER))`;
  };
}

/** A constant divisor other than zero needs no check. */
function emitModulo([dividend, divisor]: BoundArgument[]): string {
  const type = engineType(dividend!.type);
  const remainder = `CAST(${dividend!.sql} % ${divisor!.sql} AS ${type})`;
  if (/[1-9]/.test(divisor!.literal ?? '')) return remainder;
  const divideByZero = foldableError('division_by_zero', "'Divide by zero'", type);
  return `CASE WHEN ${divisor!.sql} = 0 AND ${dividend!.sql} IS NOT NULL THEN ${divideByZero} ELSE ${remainder} END`;
}

export const roundingFunctions: FunctionDefinition[] = [
  {
    name: 'round',
    family: 'math',
    overloads: [
      ofSuper('round'),
      { args: ['number', 'integer'], optional: 1, returns: roundedType, emit: rounding('round') },
    ],
  },
  {
    name: 'trunc',
    family: 'math',
    overloads: [
      ofSuper('trunc'),
      { args: ['date'], returns: date, emit: '{0}' },
      { args: ['timestamp'], returns: date, emit: 'CAST({0} AS DATE)' },
      { args: ['timestamptz'], returns: date, emit: 'CAST({0} AS DATE)' },
      { args: ['number', 'integer'], optional: 1, returns: roundedType, emit: rounding('trunc') },
    ],
  },
  {
    name: 'mod',
    family: 'math',
    overloads: [
      {
        args: ['number', 'number'],
        unify: () => [[0, 1]],
        returns: (args) => args[0]!.type,
        emit: emitModulo,
      },
    ],
  },
];
