import { fail, notSupported } from '#base/errors.ts';
import type { Grantee, ShowObject } from '#sql/ast.ts';
import { runtimeError } from '#sql/engine/runtime-error.ts';
import type { OutputColumn } from '#sql/plan.ts';
import { quoteLiteral } from '#sql/quote.ts';
import type { SystemRelationSession } from '#warehouse/catalog-interface.ts';
import type { StatementResult } from '#warehouse/result.ts';
import { findDatabase, findSchema, findTable } from '#warehouse/statements/show-object/resolve-place.ts';
import {
  showExportedKeys,
  showForeignKeys,
  showPrimaryKeys,
} from '#warehouse/statements/show-object/show-constraints.ts';
import { showDatabases, showSchemas } from '#warehouse/statements/show-object/show-databases-schemas.ts';
import {
  showTableDefinition,
  showViewDefinition,
} from '#warehouse/statements/show-object/show-definition.ts';
import type { ShowForm } from '#warehouse/statements/show-object/show-form.ts';
import {
  showColumnGrants,
  showGrantsFor,
  showGrantsOnDatabase,
  showGrantsOnSchema,
  showGrantsOnTable,
} from '#warehouse/statements/show-object/show-grants.ts';
import { showFunctions, showProcedures } from '#warehouse/statements/show-object/show-routines.ts';
import { showColumns, showTables } from '#warehouse/statements/show-object/show-tables-columns.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { statementName } from '#warehouse/statements/statement-name.ts';
import { forSession } from '#warehouse/system-relations/declare.ts';

/** Redshift lists no more rows than this. */
const mostRows = 10_000;

const forms: Partial<Record<ShowObject['what'], ShowForm>> = {
  databases: showDatabases,
  schemas: showSchemas,
  tables: showTables,
  columns: showColumns,
  'primary keys': showPrimaryKeys,
  'foreign keys': showForeignKeys,
  'column grants': showColumnGrants,
  functions: showFunctions,
  procedures: showProcedures,
};

/** SHOW <objects> (Amazon Redshift, "SHOW TABLES", "SHOW COLUMNS", "SHOW GRANTS" …). */
export async function showObject(statement: ShowObject, context: StatementContext): Promise<StatementResult> {
  if (statement.what === 'table') return showTableDefinition(statement, context);
  if (statement.what === 'view') return showViewDefinition(statement, context);
  const form = formOf(statement);
  return context.query(formColumns(form), listSql(statement, form, context));
}

/** Columns of the result, before the statement runs. */
export function showObjectColumns(statement: ShowObject): OutputColumn[] {
  if (statement.what === 'table') return [{ name: 'Show Table DDL statement', type: { name: 'text' } }];
  if (statement.what === 'view') return [{ name: 'Show View DDL statement', type: { name: 'text' } }];
  return formColumns(formOf(statement));
}

function formOf(statement: ShowObject): ShowForm {
  if (statement.what === 'grants') return grantsForm(statement);
  if (statement.what === 'foreign keys' && statement.exported) return showExportedKeys;
  const form = forms[statement.what];
  if (!form) throw notSupported(statementName({ ...statement, pos: 0, end: 0 }));
  return form;
}

function grantsForm({ on }: ShowObject): ShowForm {
  switch (on) {
    case undefined:
      return showGrantsFor;
    case 'table':
      return showGrantsOnTable;
    case 'schema':
      return showGrantsOnSchema;
    case 'database':
      return showGrantsOnDatabase;
    default:
      throw notSupported(`SHOW GRANTS ON ${on.toUpperCase()}`);
  }
}

function formColumns({ columns }: ShowForm): OutputColumn[] {
  return columns.map(({ name, type }) => ({ name, type }));
}

function listSql(statement: ShowObject, form: ShowForm, context: StatementContext): string {
  const { session, facts } = placeFacts(statement, form, context);
  const select = forSession(form.select, session, {
    ...facts,
    grantee: statement.for ? granteeCondition(statement.for, context) : 'true',
  });
  const like =
    statement.like === undefined || form.like === undefined
      ? ''
      : `WHERE shown.${form.like} LIKE ${quoteLiteral(statement.like)} ESCAPE '\\'`;
  return `SELECT * FROM (${select}) shown ${like} ${rowLimit(statement)} ORDER BY ${form.order}${limit(statement)}`;
}

function limit({ limit }: ShowObject): string {
  if (limit === undefined) return '';
  if (limit > mostRows) {
    throw fail('invalid_parameter_value', `LIMIT must be between 0 and ${mostRows}`);
  }
  return ` LIMIT ${limit}`;
}

/** A list that is too long is refused rather than cut. */
function rowLimit({ limit }: ShowObject): string {
  if (limit !== undefined) return '';
  const tooMany = runtimeError(
    'program_limit_exceeded',
    `The result has more than ${mostRows} rows. Use LIKE or LIMIT to narrow it.`,
  );
  return `QUALIFY CASE WHEN count(*) OVER () > ${mostRows} THEN ${tooMany} ELSE true END`;
}

/** The session as the form's SELECT sees it: in the database that the statement names, with the object's oids. */
function placeFacts(
  { name }: ShowObject,
  { place }: ShowForm,
  context: StatementContext,
): { session: SystemRelationSession; facts: Record<string, string> } {
  const found = findPlace(place, name, context);
  const { user, searchPath, pid } = context.session;
  return {
    session: {
      database: found.database.name,
      databaseOid: found.database.oid,
      user: user.name,
      userId: user.id,
      superuser: user.superuser,
      searchPath,
      pid,
    },
    facts: { oid: String(found.oid ?? 0), schema_oid: String(found.schemaOid ?? 0) },
  };
}

function findPlace(place: ShowForm['place'], name: ShowObject['name'], context: StatementContext) {
  switch (place) {
    case 'table': {
      if (!name) throw fail('syntax_error', 'a table name is missing');
      const { database, relation } = findTable(name, context);
      return { database, oid: relation.oid };
    }
    case 'schema': {
      const { database, schema } = findSchema(name, context);
      return { database, schemaOid: schema.oid };
    }
    default:
      return { database: findDatabase(name?.name, context) };
  }
}

/** Throws 42704 for a user, role or group that does not exist. */
function granteeCondition({ kind, name }: Grantee, context: StatementContext): string {
  if (kind === 'public') return `g.grantee_kind = 'public'`;
  const { catalog } = context;
  const row =
    kind === 'user' ? catalog.user(name) : kind === 'role' ? catalog.role(name) : catalog.group(name);
  if (!row) throw fail('undefined_object', `${kind} "${name}" does not exist`);
  return `(g.grantee_kind = '${kind}' AND g.grantee_id = ${row.id})`;
}
