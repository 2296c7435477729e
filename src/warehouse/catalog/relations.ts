import { formatType, type SqlType, typeModifier, typeOid, typeWidth } from '#sql/types.ts';
import type { CatalogTable } from '#warehouse/catalog/catalog-table.ts';
import {
  deleteSql,
  engineTable,
  insertSql,
  type RecordOf,
  readRecords,
} from '#warehouse/catalog/engine-table.ts';
import type { ColumnRow, ConstraintRow, RelationRow } from '#warehouse/catalog-interface.ts';

const relations = engineTable(
  'relations',
  {
    oid: 'oid',
    schema_oid: 'oid',
    name: 'text',
    kind: 'text',
    owner: 'oid',
    session_pid: 'oid?',
    engine_name: 'text?',
    dist_style: 'text',
    sort_key_style: 'text',
    encode_auto: 'boolean',
    backup: 'boolean',
    created: 'time',
    altered: 'time',
    view_text: 'text?',
    view_statement: 'text?',
    view_search_path: 'texts?',
  },
  ['oid'],
);
const columns = engineTable('columns', {
  relation_oid: 'oid',
  number: 'integer',
  name: 'text',
  type: 'text',
  type_oid: 'oid',
  type_modifier: 'integer',
  type_width: 'integer',
  type_text: 'text',
  not_null: 'boolean',
  default_text: 'text?',
  identity_seed: 'bigint?',
  identity_step: 'bigint?',
  identity_by_default: 'boolean?',
  identity_sequence: 'text?',
  encoding: 'text',
  dist_key: 'boolean',
  sort_key_position: 'integer',
  collation: 'text?',
});
const constraints = engineTable('constraints', {
  oid: 'oid',
  relation_oid: 'oid',
  name: 'text',
  kind: 'text',
  columns: 'integers',
  foreign_relation_oid: 'oid?',
  foreign_columns: 'integers',
});
const dependencies = engineTable('dependencies', { dependent_oid: 'oid', referenced_oid: 'oid' });

export function relationKey(schemaOid: number, name: string): string {
  return `${schemaOid}.${name}`;
}

/** A relation with everything that belongs to it: columns, constraints, what a view depends on. */
export const relationTable: CatalogTable<number, RelationRow> = {
  noun: 'relation',
  engineTables: [relations, columns, constraints, dependencies],
  key: (row) => row.oid,
  name: (row) => relationKey(row.schemaOid, row.name),
  insert: (row) => [
    ...insertSql(relations, [relationRecord(row)]),
    ...insertSql(
      columns,
      row.columns.map((column) => columnRecord(row.oid, column)),
    ),
    ...insertSql(
      constraints,
      row.constraints.map((constraint) => constraintRecord(row.oid, constraint)),
    ),
    ...insertSql(
      dependencies,
      row.dependsOn.map((oid) => ({ dependent_oid: row.oid, referenced_oid: oid })),
    ),
  ],
  remove: (row) => [
    deleteSql(relations, { oid: row.oid }),
    deleteSql(columns, { relation_oid: row.oid }),
    ...(row.constraints.length > 0 ? [deleteSql(constraints, { relation_oid: row.oid })] : []),
    ...(row.dependsOn.length > 0 ? [deleteSql(dependencies, { dependent_oid: row.oid })] : []),
  ],
  async load(connection) {
    const columnsOf = byRelation(await readRecords(connection, columns), (record) => record.relation_oid);
    const constraintsOf = byRelation(
      await readRecords(connection, constraints),
      (record) => record.relation_oid,
    );
    const needsOf = byRelation(await readRecords(connection, dependencies), (record) => record.dependent_oid);
    return (await readRecords(connection, relations)).map((record) => ({
      ...relationRow(record),
      columns: (columnsOf.get(record.oid) ?? []).map(columnRow).sort((a, b) => a.number - b.number),
      constraints: (constraintsOf.get(record.oid) ?? []).map(constraintRow).sort((a, b) => a.oid - b.oid),
      dependsOn: (needsOf.get(record.oid) ?? []).map((need) => need.referenced_oid).sort((a, b) => a - b),
    }));
  },
};

function relationRecord(row: RelationRow): RecordOf<typeof relations> {
  return {
    oid: row.oid,
    schema_oid: row.schemaOid,
    name: row.name,
    kind: row.kind,
    owner: row.owner,
    session_pid: row.sessionPid,
    engine_name: row.engineName,
    dist_style: row.distStyle,
    sort_key_style: row.sortKeyStyle,
    encode_auto: row.encodeAuto,
    backup: row.backup,
    created: row.created,
    altered: row.altered,
    view_text: row.viewText,
    view_statement: row.viewStatement,
    view_search_path: row.viewSearchPath,
  };
}

function relationRow(
  record: RecordOf<typeof relations>,
): Omit<RelationRow, 'columns' | 'constraints' | 'dependsOn'> {
  return {
    oid: record.oid,
    schemaOid: record.schema_oid,
    name: record.name,
    kind: record.kind as RelationRow['kind'],
    owner: record.owner,
    sessionPid: record.session_pid,
    engineName: record.engine_name,
    distStyle: record.dist_style as RelationRow['distStyle'],
    sortKeyStyle: record.sort_key_style as RelationRow['sortKeyStyle'],
    encodeAuto: record.encode_auto,
    backup: record.backup,
    created: record.created,
    altered: record.altered,
    viewText: record.view_text,
    viewStatement: record.view_statement,
    viewSearchPath: record.view_search_path,
  };
}

function columnRecord(relationOid: number, column: ColumnRow): RecordOf<typeof columns> {
  return {
    relation_oid: relationOid,
    number: column.number,
    name: column.name,
    type: JSON.stringify(column.type),
    type_oid: typeOid(column.type),
    type_modifier: typeModifier(column.type),
    type_width: typeWidth(column.type),
    type_text: formatType(column.type),
    not_null: column.notNull,
    default_text: column.defaultText,
    identity_seed: column.identity?.seed,
    identity_step: column.identity?.step,
    identity_by_default: column.identity?.byDefault,
    identity_sequence: column.identity?.sequence,
    encoding: column.encoding,
    dist_key: column.distKey,
    sort_key_position: column.sortKeyPosition,
    collation: column.collation,
  };
}

function columnRow(record: RecordOf<typeof columns>): ColumnRow {
  return {
    number: record.number,
    name: record.name,
    type: JSON.parse(record.type) as SqlType,
    notNull: record.not_null,
    defaultText: record.default_text,
    identity:
      record.identity_sequence === undefined
        ? undefined
        : {
            seed: record.identity_seed ?? 1n,
            step: record.identity_step ?? 1n,
            byDefault: record.identity_by_default ?? false,
            sequence: record.identity_sequence,
          },
    encoding: record.encoding,
    distKey: record.dist_key,
    sortKeyPosition: record.sort_key_position,
    collation: record.collation,
  };
}

function constraintRecord(relationOid: number, constraint: ConstraintRow): RecordOf<typeof constraints> {
  return {
    oid: constraint.oid,
    relation_oid: relationOid,
    name: constraint.name,
    kind: constraint.kind,
    columns: constraint.columns,
    foreign_relation_oid: constraint.foreignRelationOid,
    foreign_columns: constraint.foreignColumns,
  };
}

function constraintRow(record: RecordOf<typeof constraints>): ConstraintRow {
  return {
    oid: record.oid,
    name: record.name,
    kind: record.kind as ConstraintRow['kind'],
    columns: record.columns,
    foreignRelationOid: record.foreign_relation_oid,
    foreignColumns: record.foreign_columns,
  };
}

function byRelation<R>(records: R[], oid: (record: R) => number): Map<number, R[]> {
  const groups = new Map<number, R[]>();
  for (const record of records) {
    const group = groups.get(oid(record));
    if (group) group.push(record);
    else groups.set(oid(record), [record]);
  }
  return groups;
}
