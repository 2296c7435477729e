import type { Relation } from '#sql/catalog-reader.ts';
import type {
  SystemRelation,
  SystemRelationLookup,
  SystemRelationToRelation,
} from '#warehouse/catalog-interface.ts';
import * as datashares from '#warehouse/system-relations/datashares.ts';
import * as external from '#warehouse/system-relations/external.ts';
import * as informationColumns from '#warehouse/system-relations/information-schema/columns.ts';
import * as informationConstraints from '#warehouse/system-relations/information-schema/constraints.ts';
import * as informationPrivileges from '#warehouse/system-relations/information-schema/privileges.ts';
import * as informationSchemata from '#warehouse/system-relations/information-schema/schemata.ts';
import * as informationTables from '#warehouse/system-relations/information-schema/tables.ts';
import * as integrations from '#warehouse/system-relations/integrations.ts';
import * as load from '#warehouse/system-relations/load.ts';
import * as materializedViews from '#warehouse/system-relations/materialized-views.ts';
import * as monitoringSessions from '#warehouse/system-relations/monitoring-sessions.ts';
import * as monitoringStatements from '#warehouse/system-relations/monitoring-statements.ts';
import * as monitoringTransactions from '#warehouse/system-relations/monitoring-transactions.ts';
import * as pgActivity from '#warehouse/system-relations/pg-activity.ts';
import * as pgAttribute from '#warehouse/system-relations/pg-attribute.ts';
import * as pgClass from '#warehouse/system-relations/pg-class.ts';
import * as pgConstants from '#warehouse/system-relations/pg-constants.ts';
import * as pgConstraint from '#warehouse/system-relations/pg-constraint.ts';
import * as pgDatabase from '#warehouse/system-relations/pg-database.ts';
import * as pgDescription from '#warehouse/system-relations/pg-description.ts';
import * as pgFunctions from '#warehouse/system-relations/pg-functions.ts';
import * as pgNamespace from '#warehouse/system-relations/pg-namespace.ts';
import * as pgProc from '#warehouse/system-relations/pg-proc.ts';
import * as pgTables from '#warehouse/system-relations/pg-tables.ts';
import * as pgType from '#warehouse/system-relations/pg-type.ts';
import * as pgUser from '#warehouse/system-relations/pg-user.ts';
import * as psqlRelations from '#warehouse/system-relations/psql-relations.ts';
import * as streaming from '#warehouse/system-relations/streaming.ts';
import * as stvCluster from '#warehouse/system-relations/stv-cluster.ts';
import * as svvPrivileges from '#warehouse/system-relations/svv-privileges.ts';
import * as svvRoles from '#warehouse/system-relations/svv-roles.ts';
import * as svvSchemas from '#warehouse/system-relations/svv-schemas.ts';
import * as svvTableInfo from '#warehouse/system-relations/svv-table-info.ts';
import * as svvTables from '#warehouse/system-relations/svv-tables.ts';
import * as unload from '#warehouse/system-relations/unload.ts';
import * as workload from '#warehouse/system-relations/workload.ts';

/** Every file of relations. A new file is a line here; a new relation an export of its file. */
const files: object[] = [
  informationColumns,
  informationConstraints,
  informationPrivileges,
  informationSchemata,
  informationTables,
  load,
  unload,
  external,
  streaming,
  materializedViews,
  datashares,
  integrations,
  workload,
  monitoringSessions,
  monitoringStatements,
  monitoringTransactions,
  pgActivity,
  pgAttribute,
  pgClass,
  pgConstants,
  pgConstraint,
  pgDatabase,
  pgDescription,
  pgFunctions,
  pgNamespace,
  pgProc,
  pgTables,
  pgType,
  pgUser,
  psqlRelations,
  stvCluster,
  svvPrivileges,
  svvRoles,
  svvSchemas,
  svvTableInfo,
  svvTables,
];

const relations = files
  .flatMap((file): unknown[] => Object.values(file))
  .filter(isSystemRelation)
  .sort((a, b) => (key(a.schema, a.name) < key(b.schema, b.name) ? -1 : 1));

const byName = new Map(relations.map((relation) => [key(relation.schema, relation.name), relation]));

/** All of them by schema and name, for the compatibility pages and the rows that describe them. */
export function allSystemRelations(): readonly SystemRelation[] {
  return relations;
}

export const findSystemRelation: SystemRelationLookup = (schema, name) => byName.get(key(schema, name));

/** What the binder reads: the rows are an inlined sub-query, and a live one is filled in when the plan is run. */
export const toRelation: SystemRelationToRelation = (relation, session): Relation => ({
  oid: relation.oid,
  database: session.database,
  schema: relation.schema,
  name: relation.name,
  kind: 'system',
  temporary: false,
  owner: 1,
  columns: relation.columns.map((column) => ({ ...column, notNull: false })),
  source: `(${relation.select(session)})`,
  ...(relation.live === undefined ? {} : { live: relation.live }),
});

function key(schema: string, name: string): string {
  return `${schema}.${name}`;
}

function isSystemRelation(value: unknown): value is SystemRelation {
  return typeof value === 'object' && value !== null && 'select' in value && 'columns' in value;
}
