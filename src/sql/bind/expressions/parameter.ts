import type { Binder, TypedSql } from '#sql/bind/binder-interface.ts';
import { castSql } from '#sql/bind/expressions/cast-sql.ts';
import { isFloat, isInteger, isString } from '#sql/bind/expressions/type-class.ts';
import { maxVarchar } from '#sql/bind/expressions/typed.ts';
import { engineType } from '#sql/engine-type.ts';
import type { SqlType } from '#sql/types.ts';

/**
 * `$n`. The executor reads integers and binds everything else as text, so a typed one is always read through the text
 * rules of its type; one without a type stays open until its surroundings ask for one.
 */
export function bindParameter(index: number, binder: Binder): TypedSql {
  const type = binder.parameters[index - 1];
  if (type !== undefined && type.name !== 'unknown') return typedParameter(index, type, binder);
  if (binder.parameters.length < index) binder.parameters.length = index;
  return { sql: `$${index}`, type: { name: 'unknown' }, parameter: index };
}

/** Settles the type of an open parameter, unless another use has done so before. */
export function settleParameter(index: number, type: SqlType, binder: Binder): TypedSql {
  const known = binder.parameters[index - 1];
  if (known !== undefined && known.name !== 'unknown') return typedParameter(index, known, binder);
  const settled: SqlType = isString(type) && type.name !== 'char' ? maxVarchar : type;
  binder.parameters[index - 1] = settled;
  return typedParameter(index, settled, binder);
}

function typedParameter(index: number, type: SqlType, { parameterRow }: Binder): TypedSql {
  // The engine plans a parameter that is cast twice anew for every value. An integer is given to it as one; what stands
  // around a text may cast it, so that it must not be the bare parameter.
  if (isInteger(type)) return { sql: `CAST($${index} AS ${engineType(type)})`, type };
  const text =
    parameterRow === undefined ? `(CAST($${index} AS VARCHAR) || '')` : `${parameterRow}.p${index}`;
  if (isString(type)) return { sql: type.name === 'char' ? `rtrim(${text}, ' ')` : text, type };
  return { sql: parameterSql(text, type), type };
}

/** Numbers are read with the leader's messages, the rest as any text is. */
function parameterSql(text: string, type: SqlType): string {
  if (isFloat(type)) return `rs_input_${type.name}(${text})`;
  if (type.name === 'numeric') return `CAST(rs_input_decimal_text(${text}) AS ${engineType(type)})`;
  return castSql(text, maxVarchar, type, 'cut');
}
