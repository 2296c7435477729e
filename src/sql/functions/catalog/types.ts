import type { SqlType } from '#sql/types.ts';

export const bool: SqlType = { name: 'bool' };
export const bigint: SqlType = { name: 'int8' };
export const int4: SqlType = { name: 'int4' };
export const text: SqlType = { name: 'text' };
export const nameType: SqlType = { name: 'name' };
export const nameArray: SqlType = { name: 'array', element: nameType };
