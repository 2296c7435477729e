import { fail } from '#base/errors.ts';
import {
  isDatetime,
  isInteger,
  isInterval,
  isNumber,
  isObjectId,
  isString,
  typeNameInMessage,
} from '#sql/bind/expressions/type-class.ts';
import { formatType, type SqlType } from '#sql/types.ts';

/** How willingly a value changes its type: by itself, when assigned to a column, when a cast is written. */
export type CastContext = 'implicit' | 'assignment' | 'explicit';

type Rule = (target: SqlType) => boolean;

const datetimeTargets: Record<string, string[]> = {
  date: ['timestamp', 'timestamptz', 'abstime'],
  timestamp: ['date', 'timestamptz', 'time', 'abstime'],
  timestamptz: ['date', 'timestamp', 'timetz', 'time', 'abstime'],
  abstime: ['date', 'timestamp', 'timestamptz'],
  time: ['timetz', 'interval', 'intervald2s'],
  timetz: ['time'],
};

/** Casts that need to be written, beyond those that happen by themselves. */
const explicitRules: [Rule, Rule][] = [
  [isString, (to) => !isCollection(to)],
  [isDatetime, isString],
  [isInterval, (to) => isString(to) || isInterval(to)],
  [(from) => from.name === 'bool', isString],
  [isObjectId, (to) => isString(to) || isObjectId(to) || isInteger(to)],
  [isInteger, isObjectId],
  [(from) => from.name === 'varbyte', (to) => isString(to) || to.name === 'varbyte'],
  [isCollection, isString],
  [(from) => from.name === 'super', (to) => !isCollection(to)],
];

function isCollection(type: SqlType): boolean {
  return ['array', 'int2vector', 'oidvector', 'record', 'void'].includes(type.name);
}

/** Whether a value of `from` may become `to` (documented table of implicit conversions, sql.md §3). */
export function castAllowed(from: SqlType, to: SqlType, context: CastContext): boolean {
  if (from.name === to.name || from.name === 'unknown' || to.name === 'unknown') return true;
  if (implicitly(from, to)) return true;
  if (context === 'implicit') return false;
  if (from.name === 'super' || to.name === 'super') return superAllowed(from, to);
  if (context === 'assignment') return assignable(from, to);
  return explicitRules.some(([source, target]) => source(from) && target(to));
}

function implicitly(from: SqlType, to: SqlType): boolean {
  if (isString(from)) return isString(to);
  if (isNumber(from)) {
    if (isNumber(to)) return true;
    if (to.name === 'bool') return isInteger(from);
    return isString(to) || (isInteger(from) && isObjectId(to));
  }
  if (from.name === 'bool') return isInteger(to);
  if (isObjectId(from)) return isObjectId(to) || isInteger(to);
  if (isDatetime(from)) return datetimeTargets[from.name]?.includes(to.name) === true || isString(to);
  if (isInterval(from)) return isInterval(to);
  return false;
}

/** Strings do not become numbers or dates by assignment: a cast must be written. */
function assignable(from: SqlType, to: SqlType): boolean {
  if (from.name === 'bool' || isInterval(from) || isObjectId(from) || isCollection(from)) return isString(to);
  return false;
}

/** Dates and times cannot be put into SUPER; anything scalar can be taken out. */
function superAllowed(from: SqlType, to: SqlType): boolean {
  if (from.name === 'super') return !isCollection(to);
  return isNumber(from) || isString(from) || from.name === 'bool';
}

export function cannotCast(from: SqlType, to: SqlType, position?: number): Error {
  return fail(
    'cannot_coerce',
    `cannot cast type ${typeNameInMessage(from)} to ${typeNameInMessage(to)}`,
    position === undefined ? {} : { position },
  );
}

export function wrongAssignmentType(column: string, to: SqlType, from: SqlType, position?: number): Error {
  return fail(
    'datatype_mismatch',
    `column "${column}" is of type ${formatType(to).replace(/\(.*\)/, '')} but expression is of type ${typeNameInMessage(from)}`,
    {
      hint: 'You will need to rewrite or cast the expression.',
      ...(position === undefined ? {} : { position }),
    },
  );
}
