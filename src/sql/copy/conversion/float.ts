import { type FieldReader, problemText } from '#sql/copy/conversion/field-text.ts';
import { overflow } from '#sql/copy/conversion/integer.ts';
import { engineType } from '#sql/engine-type.ts';

const spoken = { float4: 'Real', float8: 'Double' };
const number = '\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*';

/** `12.123` or `1.0E4`, also NaN and Infinity. The engine's cast takes `1_0` too and makes `1e999` infinite. */
export function readFloat(field: string, type: keyof typeof spoken): FieldReader {
  const value = `TRY_CAST(${field} AS ${engineType({ name: type })})`;
  const bound = type === 'float4' ? '3.4028235e38' : '1.7976931348623157e308';
  const isNumber = `regexp_full_match(${field}, '${number}')`;
  return {
    usual: `${value} BETWEEN -${bound} AND ${bound} AND NOT contains(${field}, '_')`,
    usable: `lower(trim(${field})) IN ('nan', 'inf', '+inf', '-inf', 'infinity', '+infinity', '-infinity') AND ${value} IS NOT NULL`,
    value,
    problem: `CASE WHEN ${isNumber} THEN ${overflow(field, spoken[type])} ELSE ${invalidFloat(field, spoken[type])} END`,
  };
}

function invalidFloat(field: string, typeName: string): string {
  const start = '^\\s*[+-]?[0-9]*\\.?[0-9]*([eE][+-]?)?[0-9]*';
  const place = `length(regexp_extract(${field}, '${start}'))`;
  return problemText(
    1208,
    place,
    `'Invalid digit, Value ''' || coalesce(substring(${field}, ${place} + 1, 1), '') || ''', Pos ' || ${place} || ', Type: ${typeName}'`,
  );
}
