import type { CatalogReader, Relation } from '#sql/catalog-reader.ts';
import type { SqlType } from '#sql/types.ts';
import type { PasswordVerifier } from '#warehouse/session-interface.ts';

/** Rows of the catalog tables (`warehouse.catalog.*`), as they are held in memory. Times are µs since 1970. */
export interface DatabaseRow {
  oid: number;
  name: string;
  owner: number;
  isolation: 'snapshot' | 'serializable';
  collation: 'case_sensitive' | 'case_insensitive';
  connectionLimit: number;
  created: bigint;
}
export interface SchemaRow {
  oid: number;
  databaseOid: number;
  name: string;
  owner: number;
  quotaMb: number | undefined;
  created: bigint;
}
export interface ColumnRow {
  number: number;
  name: string;
  type: SqlType;
  notNull: boolean;
  defaultText: string | undefined;
  identity: { seed: bigint; step: bigint; byDefault: boolean; sequence: string } | undefined;
  encoding: string;
  distKey: boolean;
  sortKeyPosition: number;
  collation: string | undefined;
}
export interface ConstraintRow {
  oid: number;
  name: string;
  kind: 'p' | 'u' | 'f';
  columns: number[];
  foreignRelationOid: number | undefined;
  foreignColumns: number[];
}
export interface RelationRow {
  oid: number;
  schemaOid: number;
  name: string;
  kind: 'table' | 'view' | 'late-binding view' | 'materialized view';
  owner: number;
  /** Session that owns a temporary table. */
  sessionPid: number | undefined;
  engineName: string | undefined;
  distStyle: 'auto' | 'even' | 'key' | 'all';
  sortKeyStyle: 'none' | 'compound' | 'interleaved' | 'auto';
  encodeAuto: boolean;
  backup: boolean;
  created: bigint;
  altered: bigint;
  viewText: string | undefined;
  viewStatement: string | undefined;
  viewSearchPath: string[] | undefined;
  columns: ColumnRow[];
  constraints: ConstraintRow[];
  /** Relations that a bound view reads. */
  dependsOn: number[];
}
export interface UserRow {
  id: number;
  name: string;
  superuser: boolean;
  createDb: boolean;
  verifier: PasswordVerifier;
  connectionLimit: number;
  sessionTimeoutSeconds: number | undefined;
  syslogAccess: 'restricted' | 'unrestricted';
  settings: Record<string, string[]>;
  externalId: string | undefined;
  created: bigint;
}
/** A group of users; `members` are user ids. */
export interface GroupRow {
  id: number;
  name: string;
  members: number[];
}
export interface RoleMember {
  kind: 'user' | 'role';
  id: number;
  adminOption: boolean;
}
/** A role and to whom it is granted. */
export interface RoleRow {
  id: number;
  name: string;
  owner: number;
  externalId: string | undefined;
  members: RoleMember[];
}
export type GrantableClass = 'relation' | 'schema' | 'database' | 'function';
/** One privilege of one grantee; `granteeId` is 0 for PUBLIC, `columnNumber` 0 for the whole object. */
export interface GrantRow {
  columnNumber: number;
  granteeKind: 'user' | 'role' | 'group' | 'public';
  granteeId: number;
  privilege: string;
  grantOption: boolean;
  grantor: number;
}
export interface ObjectGrants {
  objectClass: GrantableClass;
  objectOid: number;
  grants: GrantRow[];
}
export type CommentClass = 'relation' | 'schema' | 'database' | 'constraint';
/** `subId` 0 is the object itself, else a column number. */
export interface CommentRow {
  objectClass: CommentClass;
  objectOid: number;
  subId: number;
  text: string;
}

/** A COPY JOB. `text` is its COPY without the job clause; a table named without a schema is that of `schemaName`. */
export interface CopyJobRow {
  id: number;
  databaseOid: number;
  name: string;
  owner: number;
  auto: boolean;
  text: string;
  schemaName: string;
  /** Quoted names of the text keep their case. */
  caseSensitive: boolean;
  bucket: string;
  prefix: string;
  iamRole: string;
  created: bigint;
}

/**
 * The catalog as one transaction sees it and changes it. A change is visible to its own transaction at once,
 * to others when `commit` is called after the engine's commit; `rollback` forgets it.
 * Each change returns the DuckDB statements that persist it, which the session runs in the same engine
 * transaction; `engineStatements` order matters.
 */
export interface CatalogTransaction {
  /** A reader for the binder, with this session's database, search path and temporary tables. */
  reader(session: { database: string; searchPath: string[]; pid: number; user: string }): CatalogReader;
  readonly changed: boolean;
  nextOid(): number;
  /** User and group ids count from 100, apart from the oids. */
  nextUserId(): number;

  databases(): Iterable<DatabaseRow>;
  database(name: string): DatabaseRow | undefined;
  schemas(databaseOid: number): Iterable<SchemaRow>;
  schema(databaseOid: number, name: string): SchemaRow | undefined;
  schemaByOid(oid: number): SchemaRow | undefined;
  relations(schemaOid: number): Iterable<RelationRow>;
  relation(oid: number): RelationRow | undefined;
  relationByName(schemaOid: number, name: string): RelationRow | undefined;
  /** Bound views that read this relation, directly. */
  dependents(oid: number): RelationRow[];
  users(): Iterable<UserRow>;
  user(name: string): UserRow | undefined;
  userById(id: number): UserRow | undefined;
  groups(): Iterable<GroupRow>;
  group(name: string): GroupRow | undefined;
  roles(): Iterable<RoleRow>;
  role(name: string): RoleRow | undefined;
  grants(objectClass: GrantableClass, oid: number): GrantRow[];
  allGrants(): Iterable<ObjectGrants>;
  comment(objectClass: CommentClass, oid: number, subId: number): string | undefined;
  copyJobs(): Iterable<CopyJobRow>;
  copyJob(databaseOid: number, name: string): CopyJobRow | undefined;
  copyJobById(id: number): CopyJobRow | undefined;

  putDatabase(row: DatabaseRow): string[];
  dropDatabase(oid: number): string[];
  putSchema(row: SchemaRow): string[];
  dropSchema(oid: number): string[];
  putRelation(row: RelationRow): string[];
  dropRelation(oid: number): string[];
  putUser(row: UserRow): string[];
  /** Also leaves its groups and roles, and loses what was granted to it. */
  dropUser(id: number): string[];
  putGroup(row: GroupRow): string[];
  dropGroup(id: number): string[];
  putRole(row: RoleRow): string[];
  dropRole(id: number): string[];
  putCopyJob(row: CopyJobRow): string[];
  /** With what is known of its files. */
  dropCopyJob(id: number): string[];
  /** Replaces all grants on the object. */
  putGrants(row: ObjectGrants): string[];
  /** `subId` 0 is the object itself, else a column number; `text` null removes the comment. */
  putComment(objectClass: CommentClass, oid: number, subId: number, text: string | null): string[];

  commit(): void;
  rollback(): void;
}

/** A system relation: columns in order, and where the rows come from. Declared in `warehouse/system-relations`. */
export interface SystemRelation {
  oid: number;
  schema: 'pg_catalog' | 'information_schema';
  name: string;
  columns: { name: string; type: SqlType; hidden?: boolean }[];
  /** DuckDB SELECT (no parentheses) whose columns match `columns` in order and engine type. Depends on the session's facts. */
  select: (session: SystemRelationSession) => string;
  /** The live relation (system-relations/live-relations.ts) whose placeholder stands in `select`. */
  live?: string;
  /** What Slipher knows and does not know of it; shown on the compatibility page. */
  note?: string;
}
export interface SystemRelationSession {
  database: string;
  databaseOid: number;
  user: string;
  userId: number;
  superuser: boolean;
  searchPath: string[];
  pid: number;
}

/** Found by the catalog reader after the session's own relations: `pg_catalog` is first on every search path. */
export type SystemRelationLookup = (schema: string, name: string) => SystemRelation | undefined;

/** Turns a system relation into what the binder reads. */
export type SystemRelationToRelation = (relation: SystemRelation, session: SystemRelationSession) => Relation;
