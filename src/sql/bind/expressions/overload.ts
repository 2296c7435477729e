import type { Argument } from '#sql/bind/expressions/call-arguments.ts';
import { castAllowed } from '#sql/bind/expressions/cast-rules.ts';
import { isDatetime, isFloat, isInteger, isNumber, isString } from '#sql/bind/expressions/type-class.ts';
import { maxVarchar } from '#sql/bind/expressions/typed.ts';
import type { ArgumentClass, FunctionDefinition, Overload } from '#sql/functions/definition.ts';
import type { SqlType, SqlTypeName } from '#sql/types.ts';

/** The class of the argument at `index`, or undefined when the overload takes no such argument. */
export function classAt({ args, variadic }: Overload, index: number): ArgumentClass | undefined {
  return args[index] ?? variadic;
}

/**
 * The overload that takes these arguments with the least conversion; among equals the first in the table.
 * Undefined when none does.
 */
export function chooseOverload(definition: FunctionDefinition, args: Argument[]): Overload | undefined {
  let best: Overload | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const overload of definition.overloads) {
    const cost = overloadCost(overload, args);
    if (cost >= bestCost) continue;
    best = overload;
    bestCost = cost;
  }
  return best;
}

const refused = Number.POSITIVE_INFINITY;

function overloadCost(overload: Overload, args: Argument[]): number {
  if (args.length < overload.args.length - (overload.optional ?? 0)) return refused;
  let total = 0;
  for (const [index, argument] of args.entries()) {
    const wanted = classAt(overload, index);
    if (wanted === undefined) return refused;
    total += argumentCost(wanted, argument);
  }
  return total;
}

const untyped = 1;
const widened = 2;
const converted = 10;

/** How far the argument is from the class: 0 as it is, more for each conversion, infinite where there is none. */
function argumentCost(wanted: ArgumentClass, { value, word }: Argument): number {
  const { type, literal } = value;
  if (wanted === 'date part') return word !== undefined || typeof literal === 'string' ? 0 : refused;
  if (word !== undefined) return refused;
  if (wanted === 'literal') return typeof literal === 'string' ? 0 : refused;
  if (wanted === 'any') return 0.5;
  if (type.name === 'unknown') return untypedCost(wanted);
  if (type.name === 'super') return superCost(wanted);
  if (isOfClass(type, wanted)) return 0;
  return canBecome(type, wanted) ? conversionCost(type, wanted) : refused;
}

/** What a SUPER value holds is seen when it is read; it never is an array of the catalog. */
function superCost(wanted: ArgumentClass): number {
  if (wanted === 'array') return refused;
  return wanted === 'super' ? 0 : converted;
}

/** An untyped literal is text by preference, and SUPER last of all. */
function untypedCost(wanted: ArgumentClass): number {
  if (wanted === 'string' || wanted === 'varchar') return untyped;
  return wanted === 'super' ? converted : untyped + 0.5;
}

function isOfClass(type: SqlType, wanted: ArgumentClass): boolean {
  switch (wanted) {
    case 'string':
      return isString(type);
    case 'number':
      return isNumber(type);
    case 'integer':
      return isInteger(type);
    case 'datetime':
      return isDatetime(type);
    case 'varchar':
      return type.name === 'varchar' || type.name === 'text' || type.name === 'name';
    default:
      return type.name === wanted;
  }
}

function canBecome(type: SqlType, wanted: ArgumentClass): boolean {
  if (wanted === 'datetime') return false;
  const target = argumentType(wanted, type);
  if (wanted === 'array') return false;
  return castAllowed(type, target, 'implicit');
}

const numberOrder = ['int2', 'int4', 'int8', 'numeric', 'float4', 'float8'];

/** A wider number is near, the more the narrower it is; text is far; a narrower number is farthest. */
function conversionCost(type: SqlType, wanted: ArgumentClass): number {
  if (wanted === 'integer' || wanted === 'number') return converted * 2;
  const [from, to] = [numberOrder.indexOf(type.name), numberOrder.indexOf(wanted)];
  if (from >= 0 && to >= 0) return to > from ? widened + (to - from) * 0.1 : converted * 2;
  if (isDatetime(type) && wanted !== 'string' && wanted !== 'varchar') return widened;
  return converted;
}

/** The type that an argument of this class is converted to. */
export function argumentType(wanted: ArgumentClass, type: SqlType): SqlType {
  switch (wanted) {
    case 'any':
      return type.name === 'unknown' ? maxVarchar : type;
    case 'string':
    case 'literal':
    case 'date part':
      return isString(type) ? type : maxVarchar;
    case 'number':
      return isNumber(type) ? type : { name: 'float8' };
    case 'integer':
      if (isInteger(type)) return type;
      return { name: isFloat(type) || type.name === 'numeric' ? 'int8' : 'int4' };
    case 'datetime':
      return isDatetime(type) ? type : { name: 'timestamp' };
    default:
      return namedType(wanted, type);
  }
}

function namedType(wanted: SqlTypeName, type: SqlType): SqlType {
  if (type.name === wanted) return type;
  switch (wanted) {
    case 'varchar':
      return isString(type) && type.name !== 'char' ? type : maxVarchar;
    case 'char':
      return { name: 'char', length: 4096 };
    case 'numeric':
      return decimalFor(type);
    case 'varbyte':
      return { name: 'varbyte', length: 1_024_000 };
    case 'array':
      return type;
    default:
      return { name: wanted } as SqlType;
  }
}

function decimalFor(type: SqlType): SqlType {
  if (type.name === 'int2') return { name: 'numeric', precision: 5, scale: 0 };
  if (type.name === 'int4') return { name: 'numeric', precision: 10, scale: 0 };
  if (type.name === 'int8') return { name: 'numeric', precision: 19, scale: 0 };
  return { name: 'numeric', precision: 38, scale: 10 };
}
