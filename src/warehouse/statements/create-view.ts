import { fail } from '#base/errors.ts';
import type { CreateView, Span } from '#sql/ast.ts';
import type { TableQuery } from '#sql/bind/bind.ts';
import { quoteIdentifier } from '#sql/quote.ts';
import { formatType } from '#sql/types.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import type { ColumnRow, RelationRow } from '#warehouse/catalog-interface.ts';
import { checkColumnNames, plainColumn } from '#warehouse/definitions/column-rows.ts';
import { requireOwner } from '#warehouse/definitions/find-relation.ts';
import { requireQualifiedNames } from '#warehouse/definitions/late-binding.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { cutName } from '#warehouse/definitions/names.ts';
import { everyNode } from '#warehouse/definitions/syntax-nodes.ts';
import { bindTableQuery, queryColumns } from '#warehouse/definitions/table-query.ts';
import { targetSchema } from '#warehouse/definitions/target-schema.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

const tag = 'CREATE VIEW';

/** CREATE [OR REPLACE] VIEW, bound or WITH NO SCHEMA BINDING (Amazon Redshift, "CREATE VIEW"). */
export async function createView(
  statement: CreateView & Span,
  context: StatementContext,
): Promise<StatementResult> {
  const content = statement.noSchemaBinding
    ? lateBindingContent(statement)
    : boundContent(statement, bindTableQuery(context, statement.query));
  const schema = await targetSchema(context, statement.name, content.temporary);
  const name = cutName(statement.name.name);
  await lockName(context, schema.oid, name);
  const before = context.catalog.relationByName(schema.oid, name);
  if (before) await checkReplacement(context, statement, before, content);
  const now = nowMicroseconds();
  const row: RelationRow = {
    oid: before?.oid ?? context.catalog.nextOid(),
    schemaOid: schema.oid,
    name,
    kind: content.kind,
    owner: before?.owner ?? context.session.user.id,
    sessionPid: content.temporary ? context.session.pid : undefined,
    engineName: undefined,
    distStyle: 'even',
    sortKeyStyle: 'none',
    encodeAuto: false,
    backup: true,
    created: before?.created ?? now,
    altered: now,
    viewText: content.text,
    viewStatement: context.text.slice(statement.pos, statement.end),
    viewSearchPath: context.session.searchPath,
    columns: content.columns,
    constraints: [],
    dependsOn: content.dependsOn,
  };
  await context.apply(context.catalog.putRelation(row));
  return context.done(tag);
}

interface ViewContent {
  /** The query as the binder expands it. */
  text: string;
  kind: 'view' | 'late-binding view';
  temporary: boolean;
  columns: ColumnRow[];
  dependsOn: number[];
}

/** A view that reads a temporary table is temporary itself. */
function boundContent(statement: CreateView, bound: TableQuery): ViewContent {
  const direct = bound.uses.filter((use) => use.through === undefined).map((use) => use.relation);
  const columns = queryColumns(bound, statement.columns, 'CREATE VIEW').map((column) => ({
    ...column,
    encoding: 'none',
  }));
  checkColumnNames(columns);
  return {
    text: textOfBound(statement, bound),
    kind: 'view',
    temporary: statement.temporary === true || direct.some((relation) => relation.temporary),
    columns,
    dependsOn: [
      ...new Set(direct.filter((relation) => relation.kind !== 'system').map((relation) => relation.oid)),
    ],
  };
}

/**
 * `*` means the columns of today. Where the view gives them names of its own, the text must say which they are,
 * as the catalog's names no longer tell.
 */
function textOfBound({ query, text, columns, name }: CreateView, bound: TableQuery): string {
  const hasStar = [...everyNode(query)].some((node) => node.kind === 'star');
  const names = bound.columns.map((column) => column.name);
  if (!columns || !hasStar || new Set(names).size < names.length) return text;
  const items = names.map((own, index) => {
    const alias = columns[index]?.name;
    return alias === undefined
      ? quoteIdentifier(own)
      : `${quoteIdentifier(own)} AS ${quoteIdentifier(alias)}`;
  });
  return `SELECT ${items.join(', ')} FROM (${text}\n) AS ${quoteIdentifier(name.name)}`;
}

/** Nothing is looked up. Columns are found anew at each use, but names written in front stay. */
function lateBindingContent(statement: CreateView): ViewContent {
  requireQualifiedNames(statement.query);
  const columns = (statement.columns ?? []).map(({ name }, index) => ({
    ...plainColumn(index + 1, name, { name: 'varchar', length: 65_535 }),
    encoding: 'none',
  }));
  checkColumnNames(columns);
  return {
    text: statement.text,
    kind: 'late-binding view',
    temporary: statement.temporary === true,
    columns,
    dependsOn: [],
  };
}

async function checkReplacement(
  context: StatementContext,
  statement: CreateView,
  before: RelationRow,
  content: ViewContent,
): Promise<void> {
  const position = statement.name.pos;
  if (!statement.orReplace) {
    throw fail('duplicate_table', `Relation "${before.name}" already exists`, { position });
  }
  if (before.kind !== 'view' && before.kind !== 'late-binding view') {
    throw fail('wrong_object_type', `"${before.name}" is not a view`, { position });
  }
  requireOwner(context, before);
  await context.lock([before.oid]);
  if (before.kind === 'view' && content.kind === 'view') checkSameColumns(before.columns, content.columns);
}

function checkSameColumns(before: ColumnRow[], after: ColumnRow[]): void {
  if (before.length !== after.length) {
    throw fail('invalid_table_definition', 'cannot change number of columns in view');
  }
  for (const [index, column] of before.entries()) {
    const other = after[index];
    if (other?.name !== column.name) {
      throw fail('invalid_table_definition', `cannot change name of view column "${column.name}"`);
    }
    if (formatType(other.type) !== formatType(column.type)) {
      throw fail('invalid_table_definition', `cannot change data type of view column "${column.name}"`);
    }
  }
}
