import { encodingNumbers } from '#sql/column-encodings.ts';
import { typeSpelling } from '#sql/functions/catalog/sub-queries.ts';
import { int4, nameType, text } from '#sql/functions/catalog/types.ts';
import type { FunctionDefinition } from '#sql/functions/definition.ts';

const encodings = Object.entries(encodingNumbers)
  .map(([name, number]) => `WHEN ${number} THEN '${name}'`)
  .join(' ');

/** Catalog numbers to the words that people read. */
export const catalogNaming: FunctionDefinition[] = [
  {
    name: 'format_type',
    family: 'catalog',
    overloads: [
      {
        args: ['oid', 'int4'],
        returns: text,
        emit: ([oid, modifier]) => typeSpelling(oid!.sql, modifier!.sql),
      },
    ],
  },
  {
    name: 'format_encoding',
    family: 'catalog',
    overloads: [{ args: ['int4'], returns: text, emit: `CASE {0} ${encodings} END` }],
  },
  {
    name: 'pg_get_userbyid',
    family: 'catalog',
    overloads: [
      {
        args: ['int4'],
        returns: nameType,
        emit: `CASE WHEN {0} IS NOT NULL THEN coalesce((SELECT "$u".name FROM warehouse.catalog.users "$u" WHERE "$u".id = {0}),
          concat('unknown (OID=', {0}, ')')) END`,
      },
    ],
  },
  {
    name: 'pg_encoding_to_char',
    family: 'catalog',
    overloads: [
      {
        args: ['int4'],
        returns: nameType,
        emit: `CASE {0} WHEN 6 THEN 'UTF8' WHEN 0 THEN 'SQL_ASCII' ELSE '' END`,
      },
    ],
  },
  {
    name: 'pg_char_to_encoding',
    family: 'catalog',
    overloads: [
      {
        args: ['string'],
        returns: int4,
        emit: `CASE WHEN upper({0}) IN ('UTF8', 'UNICODE', 'UTF-8') THEN 6 ELSE -1 END`,
      },
    ],
  },
  {
    name: 'pg_client_encoding',
    family: 'catalog',
    overloads: [{ args: [], returns: nameType, emit: `'UTF8'` }],
  },
  {
    name: 'getdatabaseencoding',
    family: 'catalog',
    overloads: [{ args: [], returns: nameType, emit: `'UNICODE'` }],
  },
];
