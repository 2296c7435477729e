import {
  columnNames,
  quotedName,
  relationOidByName,
  typeSpelling,
} from '#sql/functions/catalog/sub-queries.ts';
import { text } from '#sql/functions/catalog/types.ts';
import type { FunctionDefinition, Overload } from '#sql/functions/definition.ts';
import { quoteLiteral } from '#sql/quote.ts';

/** A foreign key names the other table with its schema unless the search path finds it. */
const constraintDefinition: Overload['emit'] = ([oid], { session }) => `(SELECT CASE "$k".kind
    WHEN 'p' THEN concat('PRIMARY KEY (', ${columnNames('"$k".relation_oid', '"$k".columns')}, ')')
    WHEN 'u' THEN concat('UNIQUE (', ${columnNames('"$k".relation_oid', '"$k".columns')}, ')')
    ELSE concat('FOREIGN KEY (', ${columnNames('"$k".relation_oid', '"$k".columns')}, ') REFERENCES ',
      CASE WHEN list_contains([${session.searchPath.map(quoteLiteral).join(', ')}]::VARCHAR[], "$n".name) THEN ''
        ELSE concat(${quotedName('"$n".name')}, '.') END,
      ${quotedName('"$r".name')}, '(', ${columnNames('"$k".foreign_relation_oid', '"$k".foreign_columns')}, ')') END
  FROM warehouse.catalog.constraints "$k"
  LEFT JOIN warehouse.catalog.relations "$r" ON "$r".oid = "$k".foreign_relation_oid
  LEFT JOIN warehouse.catalog.schemas "$n" ON "$n".oid = "$r".schema_oid
  WHERE "$k".oid = ${oid!.sql})`;

/** The body of a view; a late-binding or materialized view shows its whole statement, by which clients know it. */
const viewDefinition = (oid: string): string => `(SELECT CASE "$r".kind WHEN 'view' THEN "$r".view_text
    ELSE coalesce("$r".view_statement, "$r".view_text) END
  FROM warehouse.catalog.relations "$r" WHERE "$r".oid = ${oid} AND "$r".kind <> 'table')`;

/** CREATE INDEX of a key, or the name of its n-th column. */
const indexDefinition: Overload['emit'] = ([oid, place]) => {
  const whole = `concat('CREATE UNIQUE INDEX ', ${quotedName('"$k".name')}, ' ON ', ${quotedName('"$n".name')}, '.',
    ${quotedName('"$r".name')}, ' USING btree (', ${columnNames('"$k".relation_oid', '"$k".columns')}, ')')`;
  const one = columnNames('"$k".relation_oid', `[("$k".columns)[${place?.sql ?? '0'}]]`);
  return `(SELECT ${place === undefined ? whole : `CASE WHEN ${place.sql} = 0 THEN ${whole} ELSE ${one} END`}
    FROM warehouse.catalog.constraints "$k"
    JOIN warehouse.catalog.relations "$r" ON "$r".oid = "$k".relation_oid
    JOIN warehouse.catalog.schemas "$n" ON "$n".oid = "$r".schema_oid
    WHERE "$k".oid = ${oid!.sql} AND "$k".kind IN ('p', 'u'))`;
};

const pretty = 1;

const nothing = (
  name: string,
  args: Overload['args'],
  optional: number,
  note: string,
): FunctionDefinition => ({
  name,
  family: 'catalog',
  overloads: [{ args, optional, returns: text, emit: 'CAST(NULL AS VARCHAR)' }],
  note,
});

/** Definitions of objects as text. */
export const catalogDefinitions: FunctionDefinition[] = [
  {
    name: 'pg_get_expr',
    family: 'catalog',
    overloads: [{ args: ['string', 'oid', 'bool'], optional: pretty, returns: text, emit: '{0}' }],
    note: 'pg_attrdef.adbin holds the text already.',
  },
  {
    name: 'pg_get_constraintdef',
    family: 'catalog',
    volatile: true,
    overloads: [{ args: ['oid', 'bool'], optional: pretty, returns: text, emit: constraintDefinition }],
  },
  {
    name: 'pg_get_viewdef',
    family: 'catalog',
    volatile: true,
    overloads: [
      { args: ['oid', 'bool'], optional: pretty, returns: text, emit: ([oid]) => viewDefinition(oid!.sql) },
      {
        args: ['string', 'bool'],
        optional: pretty,
        returns: text,
        emit: ([name], { session }) => viewDefinition(relationOidByName(name!.sql, session)),
      },
    ],
  },
  {
    name: 'pg_get_ruledef',
    family: 'catalog',
    overloads: [
      {
        args: ['oid', 'bool'],
        optional: pretty,
        returns: text,
        emit: ([rule]) =>
          `(SELECT concat('CREATE RULE "_RETURN" AS ON SELECT TO ', ${quotedName('"$r".name')}, ' DO INSTEAD ', "$r".view_text)
            FROM warehouse.catalog.relations "$r" WHERE "$r".oid * 10 + 1 = ${rule!.sql} AND "$r".kind <> 'table')`,
      },
    ],
  },
  {
    name: 'pg_get_indexdef',
    family: 'catalog',
    overloads: [{ args: ['oid', 'int4', 'bool'], optional: 2, returns: text, emit: indexDefinition }],
  },
  nothing('pg_get_triggerdef', ['oid', 'bool'], 1, 'Redshift has no triggers.'),
  nothing('pg_get_serial_sequence', ['string', 'string'], 0, 'Redshift has no sequences.'),
  nothing('pg_get_functiondef', ['oid'], 0, 'Functions of users do not exist yet.'),
  {
    name: 'pg_get_function_result',
    family: 'catalog',
    overloads: [
      {
        args: ['oid'],
        returns: text,
        emit: ([oid]) =>
          `(SELECT ${typeSpelling('"$f".return_oid', '-1')} FROM memory.main.rs_functions "$f" WHERE "$f".oid = ${oid!.sql})`,
      },
    ],
  },
  {
    name: 'pg_get_function_arguments',
    aliases: ['pg_get_function_identity_arguments'],
    family: 'catalog',
    overloads: [
      {
        args: ['oid'],
        returns: text,
        emit: ([oid]) => `(SELECT coalesce(string_agg("$t".spelling, ', ' ORDER BY "$a".place), '')
          FROM memory.main.rs_functions "$f",
            unnest(string_split("$f".argument_oids, ' ')) WITH ORDINALITY AS "$a"(oid, place),
            memory.main.rs_types "$t"
          WHERE "$f".oid = ${oid!.sql} AND "$t".oid = TRY_CAST("$a".oid AS BIGINT))`,
      },
    ],
  },
  {
    name: 'obj_description',
    family: 'catalog',
    volatile: true,
    overloads: [
      {
        args: ['oid', 'string'],
        optional: 1,
        returns: text,
        emit: ([oid, catalog]) => comment(oid!.sql, '0', catalog?.literal),
      },
    ],
  },
  {
    name: 'shobj_description',
    family: 'catalog',
    overloads: [
      { args: ['oid', 'string'], returns: text, emit: ([oid]) => comment(oid!.sql, '0', 'pg_database') },
    ],
  },
  {
    name: 'col_description',
    family: 'catalog',
    overloads: [
      {
        args: ['oid', 'int4'],
        returns: text,
        emit: ([oid, number]) => comment(oid!.sql, `nullif(${number!.sql}, 0)`, 'pg_class'),
      },
    ],
  },
];

const commentClasses: Record<string, string> = {
  pg_class: 'relation',
  pg_namespace: 'schema',
  pg_database: 'database',
  pg_constraint: 'constraint',
};

function comment(oid: string, number: string, catalog: string | undefined): string {
  const objectClass = catalog === undefined ? undefined : (commentClasses[catalog] ?? '');
  const ofClass = objectClass === undefined ? '' : ` AND "$c".object_class = '${objectClass}'`;
  return `(SELECT any_value("$c".text) FROM warehouse.catalog.comments "$c"
    WHERE "$c".object_oid = ${oid} AND "$c".sub_id = ${number}${ofClass})`;
}
