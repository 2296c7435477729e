import type { Query, Statement } from '#sql/ast.ts';
import { bindDelete } from '#sql/bind/delete.ts';
import { bindInsert } from '#sql/bind/insert.ts';
import { bindMerge } from '#sql/bind/merge.ts';
import { outputQuery } from '#sql/bind/output.ts';
import { openParametersToText } from '#sql/bind/parameters.ts';
import { selectInto } from '#sql/bind/select-into.ts';
import { settle } from '#sql/bind/settle.ts';
import { StatementBinder } from '#sql/bind/statement-binder.ts';
import { bindUpdate } from '#sql/bind/update.ts';
import type { BindContext, OutputColumn, Plan, QueryPlan, RelationUse } from '#sql/plan.ts';
import type { SqlType } from '#sql/types.ts';

/**
 * Resolves every name of a statement against the catalog and gives the DuckDB text that does what it says.
 * Statements that are no queries and change no rows come back as they are, for the warehouse to run, and so
 * does SELECT INTO. Throws RedshiftError with the position in `context.text`.
 */
export function bind(statement: Statement, context: BindContext): Plan {
  switch (statement.kind) {
    case 'select':
      if (selectInto(statement.query) !== undefined) return { kind: 'utility', statement };
      return bindQueryPlan(statement.query, context);
    case 'insert':
      return bindInsert(new StatementBinder(context), statement);
    case 'update':
      return bindUpdate(new StatementBinder(context), statement);
    case 'delete':
      return bindDelete(new StatementBinder(context), statement);
    case 'merge':
      return bindMerge(new StatementBinder(context), statement);
    default:
      return { kind: 'utility', statement };
  }
}

function bindQueryPlan(query: Query, context: BindContext): QueryPlan {
  const binder = new StatementBinder(context);
  const body = binder.bindQueryBody(query, undefined);
  return {
    kind: 'query',
    ...outputQuery(binder, body),
    rowsMax: body.rowsMax,
    parameters: openParametersToText(binder.parameters),
    uses: binder.uses,
    live: [...binder.live],
    reusable: !binder.sessionDependent && binder.effects.length === 0,
    effects: binder.effects,
  };
}

/** A query whose rows become a table or a view: columns with names and types that a column can have. */
export interface TableQuery {
  sql: string;
  columns: OutputColumn[];
  parameters: SqlType[];
  uses: RelationUse[];
  live: string[];
}

/**
 * Binds the query of CREATE TABLE AS, SELECT INTO (its INTO is passed over), CREATE VIEW or a materialized
 * view. A string literal is varchar of its length, NULL without a type varchar(1).
 */
export function bindQueryForTable(query: Query, context: BindContext): TableQuery {
  const binder = new StatementBinder(context);
  const { sql, columns } = settle(binder, binder.bindQueryBody(query, undefined));
  return {
    sql,
    columns: columns.map(({ name, type, origin }) => ({
      name,
      type: type.name === 'unknown' ? { name: 'varchar', length: 1 } : type,
      ...(origin === undefined ? {} : { origin }),
    })),
    parameters: openParametersToText(binder.parameters),
    uses: binder.uses,
    live: [...binder.live],
  };
}
