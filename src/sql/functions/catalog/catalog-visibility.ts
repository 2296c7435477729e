import { searchPathList } from '#sql/functions/catalog/sub-queries.ts';
import { bool, nameArray } from '#sql/functions/catalog/types.ts';
import type { FunctionDefinition } from '#sql/functions/definition.ts';
import { quoteLiteral } from '#sql/quote.ts';

const known = (name: string, table: string): FunctionDefinition => ({
  name,
  family: 'catalog',
  overloads: [
    {
      args: ['oid'],
      returns: bool,
      emit: `({0} IN (SELECT "$known".oid FROM ${table} "$known"))`,
    },
  ],
});

const always = (name: string): FunctionDefinition => ({
  name,
  family: 'catalog',
  overloads: [{ args: ['oid'], returns: bool, emit: '({0} IS NOT NULL)' }],
});

/** What the search path reaches. */
export const catalogVisibility: FunctionDefinition[] = [
  {
    name: 'pg_table_is_visible',
    family: 'catalog',
    volatile: true,
    overloads: [
      {
        args: ['oid'],
        returns: bool,
        emit: ([oid], { session }) => `(${oid!.sql} IN (
          SELECT "$r".oid FROM warehouse.catalog.relations "$r"
          JOIN warehouse.catalog.schemas "$n" ON "$n".oid = "$r".schema_oid
          WHERE list_contains(${searchPathList(session)}, "$n".name) OR "$r".session_pid = ${session.pid}
          UNION ALL
          SELECT "$k".oid FROM warehouse.catalog.constraints "$k"
          JOIN warehouse.catalog.relations "$r" ON "$r".oid = "$k".relation_oid
          JOIN warehouse.catalog.schemas "$n" ON "$n".oid = "$r".schema_oid
          WHERE list_contains(${searchPathList(session)}, "$n".name) OR "$r".session_pid = ${session.pid}
          UNION ALL
          SELECT "$x".oid FROM memory.main.rs_system_relations "$x" WHERE "$x".schema_name = 'pg_catalog'))`,
      },
    ],
    note: 'A relation that one of the same name hides is called visible all the same.',
  },
  known('pg_type_is_visible', 'memory.main.rs_types'),
  known('pg_function_is_visible', 'memory.main.rs_functions'),
  always('pg_operator_is_visible'),
  always('pg_opclass_is_visible'),
  always('pg_conversion_is_visible'),
  {
    name: 'current_schemas',
    family: 'catalog',
    volatile: true,
    leaderOnly: true,
    overloads: [
      {
        args: ['bool'],
        returns: nameArray,
        emit: ([implicit], { session }) => `CASE WHEN ${implicit!.sql}
          THEN list_prepend(${quoteLiteral('pg_catalog')}, ${searchPathList(session)})
          ELSE ${searchPathList(session)} END`,
      },
    ],
  },
];
