import type { Binder, TypedSql } from '#sql/bind/binder-interface.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import { macroCall } from '#sql/bind/expressions/macro-call.ts';
import { noOperator } from '#sql/bind/expressions/operator-error.ts';
import { isInteger } from '#sql/bind/expressions/type-class.ts';
import { typed } from '#sql/bind/expressions/typed.ts';
import { engineType } from '#sql/engine-type.ts';
import type { SqlType } from '#sql/types.ts';

const order = ['int2', 'int4', 'int8'];

/** `& | # << >>` over integers; the result has the wider type, a shift that of its left side. */
export function bindBitOperator(
  binder: Binder,
  operator: string,
  left: TypedSql,
  right: TypedSql,
  position: number,
): TypedSql {
  const int4: SqlType = { name: 'int4' };
  const a =
    left.type.name === 'unknown'
      ? castTo(binder, left, isInteger(right.type) ? right.type : int4, false, position)
      : left;
  const b =
    right.type.name === 'unknown'
      ? castTo(binder, right, isInteger(a.type) ? a.type : int4, false, position)
      : right;
  if (!isInteger(a.type) || !isInteger(b.type)) throw noOperator(operator, a.type, b.type, position);
  if (operator === '<<' || operator === '>>') return typed(shift(operator, a, b), a.type, [a, b]);
  const type = { name: order[Math.max(order.indexOf(a.type.name), order.indexOf(b.type.name))] } as SqlType;
  const sql = operator === '#' ? `xor(${a.sql}, ${b.sql})` : `(${a.sql} ${operator} ${b.sql})`;
  return typed(sql, type, [a, b]);
}

/** As the processor shifts: the count counts modulo the width, and bits that leave at the left are lost. */
function shift(operator: string, a: TypedSql, b: TypedSql): string {
  const macro = operator === '<<' ? 'rs_shift_left' : 'rs_shift_right';
  const width = a.type.name === 'int8' ? 63 : 31;
  const kept = { int2: '65536', int4: '4294967296' }[a.type.name as string] ?? '18446744073709551616';
  const count = `(CAST(${b.sql} AS BIGINT) & ${width})`;
  const value = `CAST(${a.sql} AS BIGINT)`;
  const shifted =
    operator === '<<' ? macroCall(macro, value, count, `${kept}::HUGEINT`) : macroCall(macro, value, count);
  return `CAST(${shifted} AS ${engineType(a.type)})`;
}
