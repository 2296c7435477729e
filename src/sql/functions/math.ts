import { engineType } from '#sql/engine-type.ts';
import type { BoundArgument, FunctionDefinition, Overload } from '#sql/functions/definition.ts';
import { float8, numeric, superType, typeOf } from '#sql/functions/return-types.ts';
import type { SqlType } from '#sql/types.ts';

function math(
  name: string,
  overloads: Overload[],
  more: Partial<FunctionDefinition> = {},
): FunctionDefinition {
  return { name, family: 'math', overloads, ...more };
}

/** A function of doubles that DuckDB has; a domain error gets Redshift's words from the macro of its name. */
function ofDouble(name: string, emit: string, aliases: string[] = []): FunctionDefinition {
  return math(name, [{ args: ['float8'], returns: float8, emit }], aliases.length > 0 ? { aliases } : {});
}

function wholeNumber(argument: BoundArgument): SqlType {
  const { type } = argument;
  return type.name === 'numeric' ? numeric(type.precision, 0) : type;
}

/** Documented: numeric(1,0) for decimals, double for all others. */
function signType([argument]: BoundArgument[]): SqlType {
  return argument!.type.name === 'numeric' ? numeric(1, 0) : float8;
}

/** Of a SUPER number a SUPER number, of anything else NULL. */
export function ofSuper(name: 'abs' | 'ceil' | 'floor' | 'round' | 'trunc'): Overload {
  return { args: ['super'], returns: superType, emit: `rs_super_${name}({0})` };
}

function emitWhole(name: string) {
  return ([argument]: BoundArgument[]) => {
    const { sql, type } = argument!;
    if (type.name.startsWith('int')) return sql;
    return type.name === 'numeric'
      ? `CAST(${name}(${sql}) AS ${engineType(wholeNumber(argument!))})`
      : `${name}(${sql})`;
  };
}

export const mathFunctions: FunctionDefinition[] = [
  math('abs', [ofSuper('abs'), { args: ['number'], returns: typeOf(0), emit: 'abs({0})' }]),
  math(
    'ceiling',
    [
      ofSuper('ceil'),
      { args: ['number'], returns: (args) => wholeNumber(args[0]!), emit: emitWhole('ceil') },
    ],
    {
      aliases: ['ceil'],
    },
  ),
  math('floor', [
    ofSuper('floor'),
    { args: ['number'], returns: (args) => wholeNumber(args[0]!), emit: emitWhole('floor') },
  ]),
  math('sign', [
    {
      args: ['number'],
      returns: signType,
      emit: (args) => `CAST(sign(${args[0]!.sql}) AS ${engineType(signType(args))})`,
    },
  ]),
  ofDouble('sqrt', 'rs_sqrt({0})'),
  ofDouble('cbrt', 'cbrt({0})'),
  ofDouble('exp', 'exp({0})', ['dexp']),
  ofDouble('ln', 'rs_ln({0})', ['dlog1']),
  ofDouble('log', 'rs_log10({0})', ['dlog10']),
  ofDouble('sin', 'sin({0})'),
  ofDouble('cos', 'cos({0})'),
  ofDouble('tan', 'tan({0})'),
  ofDouble('cot', 'cot({0})'),
  ofDouble('asin', 'rs_asin({0})'),
  ofDouble('acos', 'rs_acos({0})'),
  ofDouble('atan', 'atan({0})'),
  ofDouble('degrees', 'degrees({0})'),
  ofDouble('radians', 'radians({0})'),
  math('atan2', [{ args: ['float8', 'float8'], returns: float8, emit: 'atan2({0}, {1})' }]),
  math('power', [{ args: ['float8', 'float8'], returns: float8, emit: 'pow({0}, {1})' }], {
    aliases: ['pow'],
  }),
  math('pi', [{ args: [], returns: float8, emit: 'pi()' }]),
  math('random', [{ args: [], returns: float8, emit: 'random()' }]),
];
