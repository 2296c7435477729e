import { type FieldReader, problemText } from '#sql/copy/conversion/field-text.ts';
import { engineType } from '#sql/engine-type.ts';

/** The types as the compute nodes' messages call them. */
const spoken = { int2: 'Short', int4: 'Integer', int8: 'Long' };

/**
 * Digits with an optional sign, blanks around them. The engine's cast takes more (`1.5`, `1e3`, `0x1f`, `1_000`):
 * text that the number prints as is plain, all other text is looked at.
 */
export function readInteger(field: string, type: keyof typeof spoken): FieldReader {
  const value = `TRY_CAST(${field} AS ${engineType({ name: type })})`;
  return {
    usual: `CAST(${value} AS VARCHAR) = ${field}`,
    usable: `regexp_full_match(${field}, '\\s*[+-]?[0-9]+\\s*') AND ${value} IS NOT NULL`,
    value,
    problem: `CASE WHEN regexp_full_match(${field}, '\\s*[+-]?[0-9]+\\s*') THEN ${overflow(field, spoken[type])} ELSE ${invalidDigit(field, '\\s*[+-]?[0-9]*', spoken[type])} END`,
  };
}

export function overflow(field: string, typeName: string): string {
  return problemText(1222, '0', `'Overflow, Value ''' || trim(${field}) || ''', Type: ${typeName}'`);
}

/** Names the first character behind what `start` matches, a pattern of how such numbers begin. */
export function invalidDigit(field: string, start: string, typeName: string): string {
  const place = `length(regexp_extract(${field}, '^${start}'))`;
  const character = `coalesce(substring(${field}, ${place} + 1, 1), '')`;
  return problemText(
    1207,
    place,
    `'Invalid digit, Value ''' || ${character} || ''', Pos ' || ${place} || ', Type: ${typeName}'`,
  );
}
