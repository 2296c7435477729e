import {
  type FieldReader,
  fixedProblem,
  invalidCharacter,
  isNothing,
} from '#sql/copy/conversion/field-reader.ts';
import { engineType } from '#sql/engine-type.ts';

const floats = {
  float4: { name: 'Real', spelling: 'REAL', largest: '3.4028235e38' },
  float8: { name: 'Double', spelling: 'DOUBLE PRECISION', largest: '1.7976931348623157e308' },
};
const number = '\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*';
/** No IN: the engine makes a join of a long one, for every row. */
const special = '\\s*(?i)[+-]?(nan|inf|infinity)\\s*';

/** `12.123` or `1.0E4`, also NaN and Infinity. The engine's cast takes `1_0` too and makes `1e999` infinite. */
export function readFloat(field: string, type: keyof typeof floats): FieldReader {
  const { name, spelling, largest } = floats[type];
  const engine = engineType({ name: type });
  const value = `TRY_CAST(${field} AS ${engine})`;
  return {
    nothing: isNothing(field),
    plainly: (yes, no) =>
      `CASE WHEN abs(${value}) <= CAST(${largest} AS ${engine}) THEN CASE WHEN contains(${field}, '_') THEN ${no} ELSE ${yes} END ELSE ${no} END`,
    plainValue: value,
    usable: `CASE WHEN regexp_full_match(${field}, '${special}') THEN ${value} END IS NOT NULL`,
    value,
    problem: `CASE WHEN regexp_full_match(${field}, '${number}') THEN ${fixedProblem(1204, `Overflow for ${spelling}`)} ELSE ${invalidCharacter(1208, field, '\\s*[+-]?[0-9]*\\.?[0-9]*([eE][+-]?)?[0-9]*', name)} END`,
  };
}
