import { int4, text } from '#sql/functions/catalog/types.ts';
import type { FunctionDefinition, Overload } from '#sql/functions/definition.ts';

/** The engine's own function wants a constant between the items. */
const joined: Overload['emit'] = ([items, separator]) =>
  separator!.literal !== undefined
    ? `array_to_string(${items!.sql}, ${separator!.sql})`
    : `CASE WHEN len(${items!.sql}) = 0 THEN '' ELSE list_reduce(
        list_transform(list_filter(${items!.sql}, lambda item: item IS NOT NULL), lambda item: CAST(item AS VARCHAR)),
        lambda head, item: concat(head, ${separator!.sql}, item)) END`;

/** Arrays occur in the catalogs only; they are LISTs there. A vector (`1 2`) is a text and has no functions. */
export const catalogArrays: FunctionDefinition[] = [
  {
    name: 'array_to_string',
    family: 'catalog',
    overloads: [{ args: ['array', 'string'], returns: text, emit: joined }],
  },
  {
    name: 'array_upper',
    family: 'catalog',
    overloads: [
      {
        args: ['array', 'int4'],
        returns: int4,
        emit: `CASE WHEN {1} = 1 THEN CAST(nullif(len({0}), 0) AS INTEGER) END`,
      },
    ],
  },
  {
    name: 'array_lower',
    family: 'catalog',
    overloads: [
      { args: ['array', 'int4'], returns: int4, emit: `CASE WHEN {1} = 1 AND len({0}) > 0 THEN 1 END` },
    ],
  },
];
