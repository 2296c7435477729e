import type { AtTimeZone } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import { noOperator } from '#sql/bind/expressions/operator-error.ts';
import { isInterval } from '#sql/bind/expressions/type-class.ts';
import { maxVarchar, type Place, typed } from '#sql/bind/expressions/typed.ts';
import type { SqlType } from '#sql/types.ts';

const results: Record<string, SqlType> = {
  timestamp: { name: 'timestamptz' },
  timestamptz: { name: 'timestamp' },
  time: { name: 'timetz' },
  timetz: { name: 'timetz' },
};

/** `ts AT TIME ZONE zone`: a plain timestamp is read as of that zone, one with a zone is shown in it. */
export function bindAtTimeZone(
  { operand, zone, pos }: AtTimeZone,
  { binder, scope, clause }: Place,
): TypedSql {
  const bound = binder.bindExpression(operand, scope, clause);
  const value = momentOf(bound, place(bound));
  const name = binder.bindExpression(zone, scope, clause);
  const zoneSql = isInterval(name.type) ? name.sql : castTo(binder, name, maxVarchar, true, zone.pos).sql;
  const type = results[value.type.name];
  if (type === undefined) throw noOperator('AT TIME ZONE', value.type, name.type, pos);
  return { ...typed(`(${value.sql} AT TIME ZONE ${zoneSql})`, type, [value, name]), label: 'timezone' };

  function momentOf(moment: TypedSql, target: SqlType): TypedSql {
    return castTo(binder, moment, target, false, operand.pos);
  }
}

/** Untyped text is taken as having a zone; a date becomes its midnight. */
function place({ type }: TypedSql): SqlType {
  if (type.name === 'unknown') return { name: 'timestamptz' };
  return type.name === 'date' ? { name: 'timestamp' } : type;
}
