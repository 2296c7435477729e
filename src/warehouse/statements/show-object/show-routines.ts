import { showForm } from '#warehouse/statements/show-object/show-form.ts';

/** Functions that Slipher runs are those of pg_catalog; users' functions and procedures do not exist yet. */
const argumentList = `(SELECT string_agg(t.spelling, ', ' ORDER BY a.place) FROM unnest(string_split(f.argument_oids, ' ')) WITH ORDINALITY AS a(oid, place), memory.main.rs_types t WHERE t.oid = TRY_CAST(a.oid AS BIGINT))`;

const routineColumns = (kind: 'function' | 'procedure') => `
      database_name       varchar(128) :database
      schema_name         varchar(128) n.name
      ${kind}_name        varchar(128) f.name
      number_of_arguments int4         f.argument_count
      argument_list       varchar(512) coalesce(${argumentList}, '')
      return_type         varchar(128) (SELECT t.spelling FROM memory.main.rs_types t WHERE t.oid = f.return_oid)
      remarks             varchar(256) NULL`;

const builtIn = `memory.main.rs_functions f
      JOIN warehouse.catalog.schemas n ON n.name = 'pg_catalog' AND n.oid = :schema_oid`;

export const showFunctions = showForm(
  'schema',
  'function_name, number_of_arguments',
  { columns: routineColumns('function'), from: builtIn },
  'function_name',
);

export const showProcedures = showForm(
  'schema',
  'procedure_name',
  { columns: routineColumns('procedure'), from: `${builtIn} WHERE false` },
  'procedure_name',
);
