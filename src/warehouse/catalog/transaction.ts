import type { CatalogReader } from '#sql/catalog-reader.ts';
import { commentKey } from '#warehouse/catalog/comments.ts';
import type { CommittedCatalog } from '#warehouse/catalog/committed-catalog.ts';
import { copyJobFiles, copyJobKey } from '#warehouse/catalog/copy-jobs.ts';
import { deleteSql } from '#warehouse/catalog/engine-table.ts';
import { grantKey } from '#warehouse/catalog/grants.ts';
import { createReader, type SystemRelations } from '#warehouse/catalog/reader.ts';
import { relationKey } from '#warehouse/catalog/relations.ts';
import { RowChanges } from '#warehouse/catalog/row-set.ts';
import { schemaKey } from '#warehouse/catalog/schemas.ts';
import type {
  CatalogTransaction,
  CommentClass,
  CopyJobRow,
  DatabaseRow,
  GrantableClass,
  GrantRow,
  GroupRow,
  ObjectGrants,
  RelationRow,
  RoleRow,
  SchemaRow,
  UserRow,
} from '#warehouse/catalog-interface.ts';

/** See CatalogTransaction. Nothing here waits: statements take their locks first. */
export class Transaction implements CatalogTransaction {
  readonly #catalog: CommittedCatalog;
  readonly #systemRelations: SystemRelations;
  readonly #databases;
  readonly #schemas;
  readonly #relations;
  readonly #users;
  readonly #groups;
  readonly #roles;
  readonly #grants;
  readonly #comments;
  readonly #copyJobs;

  constructor(catalog: CommittedCatalog, systemRelations: SystemRelations) {
    this.#catalog = catalog;
    this.#systemRelations = systemRelations;
    this.#databases = new RowChanges(catalog.databases);
    this.#schemas = new RowChanges(catalog.schemas);
    this.#relations = new RowChanges(catalog.relations);
    this.#users = new RowChanges(catalog.users);
    this.#groups = new RowChanges(catalog.groups);
    this.#roles = new RowChanges(catalog.roles);
    this.#grants = new RowChanges(catalog.grants);
    this.#comments = new RowChanges(catalog.comments);
    this.#copyJobs = new RowChanges(catalog.copyJobs);
  }

  reader(session: { database: string; searchPath: string[]; pid: number; user: string }): CatalogReader {
    return createReader(this, session, this.#systemRelations);
  }

  get changed(): boolean {
    return (
      this.#relations.changed ||
      this.#databases.changed ||
      this.#schemas.changed ||
      this.#users.changed ||
      this.#groups.changed ||
      this.#roles.changed ||
      this.#grants.changed ||
      this.#comments.changed ||
      this.#copyJobs.changed
    );
  }

  nextOid(): number {
    return this.#catalog.nextOid();
  }
  nextUserId(): number {
    return this.#catalog.nextUserId();
  }

  databases(): DatabaseRow[] {
    return this.#databases.values();
  }
  database(name: string): DatabaseRow | undefined {
    return this.#databases.find(name);
  }
  schemas(databaseOid: number): SchemaRow[] {
    return this.#schemas.values().filter((row) => row.databaseOid === databaseOid);
  }
  schema(databaseOid: number, name: string): SchemaRow | undefined {
    return this.#schemas.find(schemaKey(databaseOid, name));
  }
  schemaByOid(oid: number): SchemaRow | undefined {
    return this.#schemas.get(oid);
  }
  relations(schemaOid: number): RelationRow[] {
    return this.#relations.values().filter((row) => row.schemaOid === schemaOid);
  }
  relation(oid: number): RelationRow | undefined {
    return this.#relations.get(oid);
  }
  relationByName(schemaOid: number, name: string): RelationRow | undefined {
    return this.#relations.find(relationKey(schemaOid, name));
  }
  dependents(oid: number): RelationRow[] {
    return this.#relations.values().filter((row) => row.dependsOn.includes(oid));
  }
  users(): UserRow[] {
    return this.#users.values();
  }
  user(name: string): UserRow | undefined {
    return this.#users.find(name);
  }
  userById(id: number): UserRow | undefined {
    return this.#users.get(id);
  }
  groups(): GroupRow[] {
    return this.#groups.values();
  }
  group(name: string): GroupRow | undefined {
    return this.#groups.find(name);
  }
  roles(): RoleRow[] {
    return this.#roles.values();
  }
  role(name: string): RoleRow | undefined {
    return this.#roles.find(name);
  }
  grants(objectClass: GrantableClass, oid: number): GrantRow[] {
    return this.#grants.get(grantKey(objectClass, oid))?.grants ?? [];
  }
  allGrants(): ObjectGrants[] {
    return this.#grants.values();
  }
  comment(objectClass: CommentClass, oid: number, subId: number): string | undefined {
    return this.#comments.get(commentKey(objectClass, oid, subId))?.text;
  }
  copyJobs(): CopyJobRow[] {
    return this.#copyJobs.values();
  }
  copyJob(databaseOid: number, name: string): CopyJobRow | undefined {
    return this.#copyJobs.find(copyJobKey(databaseOid, name));
  }
  copyJobById(id: number): CopyJobRow | undefined {
    return this.#copyJobs.get(id);
  }

  putDatabase(row: DatabaseRow): string[] {
    return this.#databases.put(row);
  }
  dropDatabase(oid: number): string[] {
    return [...this.#databases.drop(oid), ...this.#forget('database', oid)];
  }
  putSchema(row: SchemaRow): string[] {
    return this.#schemas.put(row);
  }
  dropSchema(oid: number): string[] {
    return [...this.#schemas.drop(oid), ...this.#forget('schema', oid)];
  }
  putRelation(row: RelationRow): string[] {
    return this.#relations.put(row);
  }
  dropRelation(oid: number): string[] {
    const constraints = this.relation(oid)?.constraints ?? [];
    return [
      ...this.#relations.drop(oid),
      ...this.#forget('relation', oid),
      ...constraints.flatMap((constraint) => this.#forgetComments('constraint', constraint.oid)),
    ];
  }
  putUser(row: UserRow): string[] {
    return this.#users.put(row);
  }
  dropUser(id: number): string[] {
    const isThisUser = (member: { kind: string; id: number }) => member.kind === 'user' && member.id === id;
    return [
      ...this.#users.drop(id),
      ...this.groups()
        .filter((group) => group.members.includes(id))
        .flatMap((group) =>
          this.putGroup({ ...group, members: group.members.filter((member) => member !== id) }),
        ),
      ...this.#leaveRoles(isThisUser),
      ...this.#revokeFrom('user', id),
    ];
  }
  putGroup(row: GroupRow): string[] {
    return this.#groups.put(row);
  }
  dropGroup(id: number): string[] {
    return [...this.#groups.drop(id), ...this.#revokeFrom('group', id)];
  }
  putRole(row: RoleRow): string[] {
    return this.#roles.put(row);
  }
  dropRole(id: number): string[] {
    return [
      ...this.#roles.drop(id),
      ...this.#leaveRoles((member) => member.kind === 'role' && member.id === id),
      ...this.#revokeFrom('role', id),
    ];
  }
  putCopyJob(row: CopyJobRow): string[] {
    return this.#copyJobs.put(row);
  }
  dropCopyJob(id: number): string[] {
    return [...this.#copyJobs.drop(id), deleteSql(copyJobFiles, { job_id: id })];
  }
  putGrants(row: ObjectGrants): string[] {
    return row.grants.length === 0
      ? this.#grants.drop(grantKey(row.objectClass, row.objectOid))
      : this.#grants.put(row);
  }
  putComment(objectClass: CommentClass, oid: number, subId: number, text: string | null): string[] {
    return text === null
      ? this.#comments.drop(commentKey(objectClass, oid, subId))
      : this.#comments.put({ objectClass, objectOid: oid, subId, text });
  }

  commit(): void {
    if (!this.changed) return;
    const jobsChanged = this.#copyJobs.changed;
    for (const part of this.#parts()) part.commit();
    this.#catalog.version++;
    if (jobsChanged) this.#catalog.copyJobsChanged();
  }

  /** Undoes the changes; the object can be used for another transaction. */
  rollback(): void {
    for (const part of this.#parts()) part.rollback();
  }

  #parts() {
    return [
      this.#databases,
      this.#schemas,
      this.#relations,
      this.#users,
      this.#groups,
      this.#roles,
      this.#grants,
      this.#comments,
      this.#copyJobs,
    ];
  }

  #forget(objectClass: GrantableClass & CommentClass, oid: number): string[] {
    return [...this.#grants.drop(grantKey(objectClass, oid)), ...this.#forgetComments(objectClass, oid)];
  }

  #forgetComments(objectClass: CommentClass, oid: number): string[] {
    return this.#comments
      .values()
      .filter((row) => row.objectClass === objectClass && row.objectOid === oid)
      .flatMap((row) => this.putComment(objectClass, oid, row.subId, null));
  }

  #leaveRoles(leaves: (member: { kind: string; id: number }) => boolean): string[] {
    return this.roles()
      .filter((role) => role.members.some(leaves))
      .flatMap((role) =>
        this.putRole({ ...role, members: role.members.filter((member) => !leaves(member)) }),
      );
  }

  #revokeFrom(kind: GrantRow['granteeKind'], id: number): string[] {
    const isTheirs = (grant: GrantRow) => grant.granteeKind === kind && grant.granteeId === id;
    return this.allGrants()
      .filter((row) => row.grants.some(isTheirs))
      .flatMap((row) => this.putGrants({ ...row, grants: row.grants.filter((grant) => !isTheirs(grant)) }));
  }
}
