import { notSupported } from '#base/errors.ts';
import type { CreateTableAs, QueryStatement, Span } from '#sql/ast.ts';
import { selectInto } from '#sql/bind/select-into.ts';
import type { RelationRow } from '#warehouse/catalog-interface.ts';
import { checkColumnNames, requireStorable } from '#warehouse/definitions/column-rows.ts';
import { createEngineTable, createEngineTableAs } from '#warehouse/definitions/engine-definition.ts';
import { newRelation } from '#warehouse/definitions/new-relation.ts';
import { layOut } from '#warehouse/definitions/table-layout.ts';
import { bindTableQuery, queryColumns, tableQueryText } from '#warehouse/definitions/table-query.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** PostgreSQL 8.0's tag for both forms. */
const tag = 'SELECT';

/**
 * CREATE TABLE AS: columns from the query, keys and style from the statement; nothing else is inherited
 * (Amazon Redshift, "CREATE TABLE AS").
 */
export async function createTableAs(
  statement: CreateTableAs & Span,
  context: StatementContext,
): Promise<StatementResult> {
  const place = await newRelation(context, statement);
  if (!place) return context.done(tag);
  const bound = bindTableQuery(context, statement.query);
  const columns = queryColumns(bound, statement.columns, 'CREATE TABLE AS');
  for (const { name, type } of columns) requireStorable(type, place.name, name);
  checkColumnNames(columns);
  const temporary = place.sessionPid !== undefined;
  const layout = layOut({ name: place.name, temporary }, columns, statement.attributes);
  const row: RelationRow = { ...place, ...layout };
  if (statement.withData) await context.apply(createEngineTableAs(row, await tableQueryText(context, bound)));
  else await context.apply(createEngineTable(row));
  await context.apply(context.catalog.putRelation(row));
  return context.done(tag);
}

/** SELECT … INTO t: the same as CREATE TABLE t AS SELECT …. */
export async function runSelectInto(
  statement: QueryStatement & Span,
  context: StatementContext,
): Promise<StatementResult> {
  const into = selectInto(statement.query);
  if (!into) throw notSupported('SELECT as a utility statement', statement.pos);
  return createTableAs(
    {
      kind: 'create-table-as',
      pos: statement.pos,
      end: statement.end,
      name: into.name,
      temporary: into.temporary,
      ifNotExists: false,
      attributes: {},
      query: statement.query,
      withData: true,
    },
    context,
  );
}
