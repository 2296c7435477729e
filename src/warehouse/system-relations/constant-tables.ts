import { allFunctions } from '#sql/functions/registry.ts';
import { formatType, type SqlType, typeFacts, typeModifier, typeOid, typeWidth } from '#sql/types.ts';
import type { SystemRelation } from '#warehouse/catalog-interface.ts';
import { allSystemRelations } from '#warehouse/system-relations/lookup.ts';
import { nameOid, systemRelationOid } from '#warehouse/system-relations/oids.ts';
import * as psqlRelations from '#warehouse/system-relations/psql-relations.ts';

/**
 * DuckDB statements, run once when the engine opens, that make the rows which never change: what the system
 * relations themselves look like and the types. They are in `memory.main`, beside the macros.
 */
export function constantTableStatements(): string[] {
  return [
    table(
      'rs_system_relations',
      'oid BIGINT, schema_name VARCHAR, name VARCHAR, kind VARCHAR, column_count INTEGER',
      relationRows(),
    ),
    table(
      'rs_system_columns',
      'relation_oid BIGINT, number INTEGER, name VARCHAR, type_oid BIGINT, type_modifier INTEGER, type_width INTEGER, type_text VARCHAR',
      columnRows(),
    ),
    table(
      'rs_types',
      'oid BIGINT, name VARCHAR, width INTEGER, kind VARCHAR, element_oid BIGINT, array_oid BIGINT, spelling VARCHAR',
      typeRows(),
    ),
    table(
      'rs_functions',
      'oid BIGINT, name VARCHAR, kind VARCHAR, volatile BOOLEAN, argument_count INTEGER, argument_oids VARCHAR, return_oid BIGINT',
      functionRows(),
    ),
  ];
}

type Row = readonly (string | number)[];

/** One text that DuckDB takes apart is many times faster to load than a VALUES list of as many rows. */
function table(name: string, columns: string, rows: Row[]): string {
  const text = rows
    .map((row) => row.join('\t'))
    .join('\n')
    .replaceAll("'", "''");
  const parts = columns.split(', ').map((column, i) => {
    const [columnName, type] = column.split(' ');
    return `split_part(line, chr(9), ${i + 1})::${type} AS ${columnName}`;
  });
  return `CREATE TABLE memory.main.${name} AS SELECT ${parts.join(', ')} FROM (SELECT unnest(string_split('${text}', chr(10))) AS line)`;
}

/** In PostgreSQL the catalogs proper are tables; what is computed from them is a view. */
const catalogTables =
  /^pg_(aggregate|am|attrdef|attribute|cast|class|constraint|conversion|database|default_acl|depend|description|external_schema|group|index|inherits|language|library|namespace|opclass|operator|proc|rewrite|shadow|statistic|tablespace|trigger|type)$/;

/** What Redshift lists: a function that returns rows is no relation, and what only psql asks for is not there. */
function described(): SystemRelation[] {
  const unlisted = new Set<unknown>(Object.values(psqlRelations));
  return allSystemRelations().filter((relation) => !relation.name.endsWith('()') && !unlisted.has(relation));
}

function relationRows(): Row[] {
  return described().map((relation) => [
    systemRelationOid(relation.name),
    relation.schema,
    relation.name,
    (relation.schema === 'pg_catalog' && /^(stl|stv)_/.test(relation.name)) ||
    catalogTables.test(relation.name)
      ? 'system table'
      : 'system view',
    shown(relation).length,
  ]);
}

function columnRows(): Row[] {
  return described().flatMap((relation) =>
    shown(relation).map(({ name, type }, i) => [
      systemRelationOid(relation.name),
      i + 1,
      name,
      typeOid(type),
      typeModifier(type),
      typeWidth(type),
      formatType(type),
    ]),
  );
}

function shown(relation: SystemRelation): SystemRelation['columns'] {
  return relation.columns.filter((column) => !column.hidden);
}

/** pg_type's names where they are not those of the SQL layer. */
const typeNames: Record<string, string> = { char: 'bpchar', '"char"': 'char' };

function typeRows(): Row[] {
  const names = Object.keys(typeFacts) as (keyof typeof typeFacts)[];
  return names.flatMap((name) => {
    const { oid, arrayOid, width, spelling } = typeFacts[name];
    const typeName = typeNames[name] ?? name;
    const pseudo = ['record', 'void', 'cstring', 'unknown'].includes(name) ? 'p' : 'b';
    const rows: Row[] = [[oid, typeName, width, pseudo, 0, arrayOid, spelling]];
    if (arrayOid !== 0) rows.push([arrayOid, `_${typeName}`, -1, 'b', oid, 0, `${spelling}[]`]);
    return rows;
  });
}

/** Classes of arguments stand for several types: the widest is listed. */
const classTypes: Record<string, SqlType> = {
  any: { name: 'unknown' },
  array: { name: 'array', element: { name: 'unknown' } },
  string: { name: 'varchar', length: 65535 },
  literal: { name: 'varchar', length: 65535 },
  'date part': { name: 'varchar', length: 65535 },
  number: { name: 'float8' },
  integer: { name: 'int8' },
  datetime: { name: 'timestamp' },
};

function functionRows(): Row[] {
  return allFunctions().flatMap((definition) => {
    const names = [definition.name, ...(definition.aliases ?? [])];
    return names.flatMap((name) =>
      definition.overloads.map(({ args, returns }, i) => [
        nameOid(`${name}/${i}`),
        name,
        definition.aggregate ? 'a' : definition.family === 'window' ? 'w' : 'f',
        String(definition.volatile ?? false),
        args.length,
        args.map((argument) => typeOid(classTypes[argument] ?? ({ name: argument } as SqlType))).join(' '),
        typeof returns === 'function' ? 0 : typeOid(returns),
      ]),
    );
  });
}
