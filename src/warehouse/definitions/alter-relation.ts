import { fail } from '#base/errors.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import type { RelationRow } from '#warehouse/catalog-interface.ts';
import { requireOwner } from '#warehouse/definitions/find-relation.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { cutName, undefinedSchema } from '#warehouse/definitions/names.ts';
import { requireSchemaPrivilege } from '#warehouse/definitions/schema-privilege.ts';
import { findSchema, findUser } from '#warehouse/definitions/schemas.ts';
import { qualifiedText, rewriteViews } from '#warehouse/definitions/view-text.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { hasPrivilege } from '#warehouse/users/privileges.ts';

/** Takes the relation's write lock and returns its row as it is under the lock. */
export async function lockForChange(context: StatementContext, row: RelationRow): Promise<RelationRow> {
  const object = { objectClass: 'relation', oid: row.oid, owner: row.owner } as const;
  if (!hasPrivilege(context.catalog, context.session.user, object, 'ALTER')) requireOwner(context, row);
  await context.lock([row.oid]);
  const locked = context.catalog.relation(row.oid);
  // Dropped by the transaction that was waited for (Amazon Redshift, "Serializable isolation").
  if (!locked) throw fail('undefined_table', `could not open relation with OID ${row.oid}`);
  return locked;
}

/** Stores a changed row, marking the time of the change. */
export async function storeRelation(context: StatementContext, row: RelationRow): Promise<void> {
  await context.apply(context.catalog.putRelation({ ...row, altered: nowMicroseconds() }));
}

/** The engine's table keeps its name: only the catalog's changes. */
export async function renameRelation(context: StatementContext, row: RelationRow, to: string): Promise<void> {
  const name = cutName(to);
  const locked = await lockForChange(context, row);
  if (name.startsWith('#') && locked.sessionPid === undefined) {
    throw fail('invalid_table_definition', `cannot rename permanent table "${row.name}" to a temporary name`);
  }
  await takeName(context, locked, locked.schemaOid, name);
  await keepViews(context, locked, locked.schemaOid, name);
  await storeRelation(context, { ...locked, name });
}

export async function changeOwner(context: StatementContext, row: RelationRow, owner: string): Promise<void> {
  const user = findUser(context, owner);
  const locked = await lockForChange(context, row);
  await storeRelation(context, { ...locked, owner: user.id });
}

export async function setSchema(
  context: StatementContext,
  row: RelationRow,
  schemaName: string,
): Promise<void> {
  const schema = findSchema(context, schemaName);
  if (!schema) throw undefinedSchema(schemaName);
  requireSchemaPrivilege(context, schema, 'CREATE');
  const locked = await lockForChange(context, row);
  if (locked.sessionPid !== undefined) {
    throw fail('feature_not_supported', 'cannot move objects into or out of temporary schemas');
  }
  await takeName(context, locked, schema.oid, locked.name);
  await keepViews(context, locked, schema.oid, locked.name);
  await storeRelation(context, { ...locked, schemaOid: schema.oid });
}

async function takeName(
  context: StatementContext,
  row: RelationRow,
  schemaOid: number,
  name: string,
): Promise<void> {
  await lockName(context, row.schemaOid, row.name);
  await lockName(context, schemaOid, name);
  if (context.catalog.relationByName(schemaOid, name)) {
    throw fail('duplicate_table', `Relation "${name}" already exists`);
  }
}

/** Views on the relation go on reading it under its new name. */
async function keepViews(
  context: StatementContext,
  row: RelationRow,
  schemaOid: number,
  name: string,
): Promise<void> {
  const schema = context.catalog.schemaByOid(schemaOid);
  await context.apply(rewriteViews(context.catalog, row, qualifiedText(schema?.name ?? '', name)));
}
