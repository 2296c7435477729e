import { bigint, text } from '#sql/functions/catalog/types.ts';
import type { FunctionDefinition } from '#sql/functions/definition.ts';

const note = 'Not in Redshift: psql asks. Bytes are estimated from row counts and the widths of types.';

/** Rows times the widths of the columns that `condition` selects; 0 where there are none. */
const estimatedBytes = (condition: string): string => `(SELECT CAST(coalesce(sum("$t".estimated_size *
    CASE WHEN "$c".type_width > 0 THEN "$c".type_width ELSE 16 END), 0) AS BIGINT)
  FROM warehouse.catalog.relations "$r"
  JOIN warehouse.catalog.schemas "$n" ON "$n".oid = "$r".schema_oid
  JOIN warehouse.catalog.databases "$d" ON "$d".oid = "$n".database_oid
  JOIN warehouse.catalog.columns "$c" ON "$c".relation_oid = "$r".oid
  JOIN duckdb_tables() "$t" ON "$t".table_name = "$r".engine_name
  WHERE ${condition})`;

const units = [
  ['kB', 10],
  ['MB', 20],
  ['GB', 30],
  ['TB', 40],
] as const;

/** A unit is used from ten of it on, as PostgreSQL does. */
const prettySize = `CASE ${[...units]
  .reverse()
  .map(([unit, bits]) => `WHEN abs({0}) >= ${10 * 2 ** bits} THEN concat({0} // ${2 ** bits}, ' ${unit}')`)
  .join(' ')} ELSE concat({0}, ' bytes') END`;

export const catalogSizes: FunctionDefinition[] = [
  {
    name: 'pg_table_size',
    aliases: ['pg_relation_size', 'pg_total_relation_size'],
    family: 'catalog',
    volatile: true,
    overloads: [{ args: ['oid'], returns: bigint, emit: estimatedBytes('"$r".oid = {0}') }],
    note,
  },
  {
    name: 'pg_database_size',
    family: 'catalog',
    volatile: true,
    overloads: [
      { args: ['string'], returns: bigint, emit: estimatedBytes('"$d".name = {0}') },
      { args: ['oid'], returns: bigint, emit: estimatedBytes('"$d".oid = {0}') },
    ],
    note,
  },
  {
    name: 'pg_size_pretty',
    family: 'catalog',
    overloads: [{ args: ['int8'], returns: text, emit: prettySize }],
    note: 'Not in Redshift: psql asks.',
  },
  {
    name: 'pg_tablespace_location',
    family: 'catalog',
    overloads: [{ args: ['oid'], returns: text, emit: `CASE WHEN {0} IS NOT NULL THEN '' END` }],
    note: 'Not in Redshift: psql asks.',
  },
];
