import { fail } from '#base/errors.ts';
import type { CreateTable, QualifiedName, TableAttributes } from '#sql/ast.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import type { ColumnRow, ConstraintRow, RelationRow, SchemaRow } from '#warehouse/catalog-interface.ts';
import { checkColumnNames, definedColumn } from '#warehouse/definitions/column-rows.ts';
import {
  columnConstraints,
  withConstraint,
  withPrimaryKeyNotNull,
} from '#warehouse/definitions/constraints.ts';
import { createEngineTable, engineNameOf } from '#warehouse/definitions/engine-definition.ts';
import { findTable } from '#warehouse/definitions/find-relation.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { cutName } from '#warehouse/definitions/names.ts';
import { noticeExists } from '#warehouse/definitions/notices.ts';
import { layOut, type TableLayout } from '#warehouse/definitions/table-layout.ts';
import { targetSchema } from '#warehouse/definitions/target-schema.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

const tag = 'CREATE TABLE';

/** CREATE TABLE (Amazon Redshift, "CREATE TABLE"). */
export async function createTable(
  statement: CreateTable,
  context: StatementContext,
): Promise<StatementResult> {
  const place = await newRelation(context, statement);
  if (!place) return context.done(tag);
  const { columns, inherited } = tableColumns(context, statement, place);
  const table = { name: place.name, temporary: place.sessionPid !== undefined };
  const layout = inherited ?? layOut(table, columns, statement.attributes, statement.columns);
  const constraints = tableConstraints(context, statement, { ...place, columns });
  const row: RelationRow = {
    ...place,
    ...layout,
    columns: withPrimaryKeyNotNull(layout.columns, constraints),
    constraints,
  };
  await context.apply(createEngineTable(row));
  await context.apply(context.catalog.putRelation(row));
  return context.done(tag);
}

/** A relation row with its place and names, but nothing in it yet. */
export type RelationPlace = Omit<RelationRow, keyof TableLayout>;

/**
 * Takes the name of a new table in its schema. Undefined when IF NOT EXISTS found the name taken, which the
 * client is told; 42P07 without it.
 */
export async function newRelation(
  context: StatementContext,
  wanted: { name: QualifiedName; temporary: boolean; ifNotExists: boolean },
): Promise<RelationPlace | undefined> {
  const temporary = wanted.temporary || wanted.name.temporary === true;
  const schema = await targetSchema(context, wanted.name, temporary);
  const name = cutName(wanted.name.name);
  await lockName(context, schema.oid, name);
  if (context.catalog.relationByName(schema.oid, name)) {
    if (!wanted.ifNotExists) {
      throw fail('duplicate_table', `Relation "${name}" already exists`, { position: wanted.name.pos });
    }
    noticeExists(context, 'Relation', name);
    return undefined;
  }
  return emptyRelation(context, schema, name, temporary);
}

function emptyRelation(
  context: StatementContext,
  schema: SchemaRow,
  name: string,
  temporary: boolean,
): RelationPlace {
  const oid = context.catalog.nextOid();
  const now = nowMicroseconds();
  return {
    oid,
    schemaOid: schema.oid,
    name,
    kind: 'table',
    owner: context.session.user.id,
    sessionPid: temporary ? context.session.pid : undefined,
    engineName: engineNameOf(name, oid),
    created: now,
    altered: now,
    viewText: undefined,
    viewStatement: undefined,
    viewSearchPath: undefined,
    constraints: [],
    dependsOn: [],
  };
}

function tableColumns(
  context: StatementContext,
  statement: CreateTable,
  place: RelationPlace,
): { columns: ColumnRow[]; inherited: TableLayout | undefined } {
  const parents = statement.like.map(({ table, including }) => ({
    row: findTable(context, table),
    including,
  }));
  const copied = parents.flatMap(({ row, including }) =>
    row.columns.map((column) => copy(column, including)),
  );
  const table = {
    name: place.name,
    engineName: place.engineName ?? '',
    temporary: place.sessionPid !== undefined,
  };
  const own = statement.columns.map((definition, index) =>
    definedColumn(context, definition, table, copied.length + index + 1),
  );
  const columns = [...copied, ...own].map((column, index) => ({ ...column, number: index + 1 }));
  checkColumnNames(columns);
  const [parent] = parents;
  if (!parent) return { columns, inherited: undefined };
  refuseAttributes(statement.attributes);
  const { distStyle, sortKeyStyle, encodeAuto, backup } = parent.row;
  const encoded = layOut(table, columns, {}).columns.map((column, index) => ({
    ...column,
    distKey: columns[index]?.distKey ?? false,
    sortKeyPosition: columns[index]?.sortKeyPosition ?? 0,
  }));
  return { columns: encoded, inherited: { distStyle, sortKeyStyle, encodeAuto, backup, columns: encoded } };
}

/** LIKE copies name, type, NOT NULL, encoding and keys; defaults when asked; never an identity. */
function copy(column: ColumnRow, including: boolean): ColumnRow {
  return { ...column, identity: undefined, defaultText: including ? column.defaultText : undefined };
}

function refuseAttributes(attributes: TableAttributes): void {
  if (Object.values(attributes).every((value) => value === undefined)) return;
  throw fail(
    'feature_not_supported',
    'CREATE TABLE LIKE takes distribution style, sort keys and BACKUP from the parent table; they cannot be specified',
  );
}

function tableConstraints(
  context: StatementContext,
  statement: CreateTable,
  table: { oid: number; name: string; columns: ColumnRow[] },
): ConstraintRow[] {
  const written = [...columnConstraints(statement.columns), ...statement.constraints];
  let constraints: ConstraintRow[] = [];
  for (const constraint of written) {
    constraints = withConstraint(context, { ...table, constraints }, constraint);
  }
  return constraints;
}
