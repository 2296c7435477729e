import { commentTable } from '#warehouse/catalog/comments.ts';
import { copyJobTable } from '#warehouse/catalog/copy-jobs.ts';
import { databaseTable } from '#warehouse/catalog/databases.ts';
import { grantTable } from '#warehouse/catalog/grants.ts';
import { groupTable } from '#warehouse/catalog/groups.ts';
import { relationTable } from '#warehouse/catalog/relations.ts';
import { roleTable } from '#warehouse/catalog/roles.ts';
import { RowSet } from '#warehouse/catalog/row-set.ts';
import { schemaTable } from '#warehouse/catalog/schemas.ts';
import { userTable } from '#warehouse/catalog/users.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';

/** Oids below are those of PostgreSQL's built-in objects. */
const firstOid = 100_000;
/** The first user a cluster is given has id 100. */
const firstUserId = 100;

/** Everything committed, in memory, and the counters that name new objects. */
export class CommittedCatalog {
  readonly databases;
  readonly schemas;
  readonly relations;
  readonly users;
  readonly groups;
  readonly roles;
  readonly grants;
  readonly comments;
  readonly copyJobs;
  #nextOid = firstOid;
  #nextUserId = firstUserId;
  /** Counts commits: what was bound under another version must be bound again. */
  version = 0;
  /** Called after a commit that changed COPY JOBs. */
  copyJobsChanged: () => void = () => undefined;

  static async load(connection: EngineConnection): Promise<CommittedCatalog> {
    return new CommittedCatalog({
      databases: await databaseTable.load(connection),
      schemas: await schemaTable.load(connection),
      relations: await relationTable.load(connection),
      users: await userTable.load(connection),
      groups: await groupTable.load(connection),
      roles: await roleTable.load(connection),
      grants: await grantTable.load(connection),
      comments: await commentTable.load(connection),
      copyJobs: await copyJobTable.load(connection),
    });
  }

  private constructor(rows: CatalogRows) {
    this.databases = new RowSet(databaseTable, rows.databases);
    this.schemas = new RowSet(schemaTable, rows.schemas);
    this.relations = new RowSet(relationTable, rows.relations);
    this.users = new RowSet(userTable, rows.users);
    this.groups = new RowSet(groupTable, rows.groups);
    this.roles = new RowSet(roleTable, rows.roles);
    this.grants = new RowSet(grantTable, rows.grants);
    this.comments = new RowSet(commentTable, rows.comments);
    this.copyJobs = new RowSet(copyJobTable, rows.copyJobs);
    this.#nextOid = 1 + highest(firstOid - 1, usedOids(rows));
    this.#nextUserId = 1 + highest(firstUserId - 1, [...ids(rows.users), ...ids(rows.groups)]);
  }

  nextOid(): number {
    return this.#nextOid++;
  }

  nextUserId(): number {
    return this.#nextUserId++;
  }
}

type Rows<T> = T extends { load(connection: EngineConnection): Promise<infer R> } ? R : never;
interface CatalogRows {
  databases: Rows<typeof databaseTable>;
  schemas: Rows<typeof schemaTable>;
  relations: Rows<typeof relationTable>;
  users: Rows<typeof userTable>;
  groups: Rows<typeof groupTable>;
  roles: Rows<typeof roleTable>;
  grants: Rows<typeof grantTable>;
  comments: Rows<typeof commentTable>;
  copyJobs: Rows<typeof copyJobTable>;
}

function ids(rows: { id: number }[]): number[] {
  return rows.map((row) => row.id);
}

function usedOids(rows: CatalogRows): number[] {
  const constraints = rows.relations.flatMap((relation) => relation.constraints);
  const objects = [...rows.databases, ...rows.schemas, ...rows.relations, ...constraints];
  return [...objects.map((row) => row.oid), ...ids(rows.roles), ...ids(rows.copyJobs)];
}

function highest(floor: number, values: number[]): number {
  return values.reduce((most, value) => Math.max(most, value), floor);
}
