import { maxVarcharLength, type SqlType } from '#sql/types.ts';

/** Types of all parameters; one that nothing gave a type is varchar. */
export function openParametersToText(parameters: (SqlType | undefined)[]): SqlType[] {
  return Array.from(parameters, (type) => type ?? { name: 'varchar', length: maxVarcharLength });
}
