import { fail, notSupported } from '#base/errors.ts';
import type { CreateSchema, Grant, QualifiedName, Statement } from '#sql/ast.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { noticeExists } from '#warehouse/definitions/notices.ts';
import { checkSchemaName, findSchema, findUser } from '#warehouse/definitions/schemas.ts';
import type { StatementResult } from '#warehouse/result.ts';
import { createTable } from '#warehouse/statements/create-table.ts';
import { createView } from '#warehouse/statements/create-view.ts';
import { grant } from '#warehouse/statements/grant.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { hasPrivilege } from '#warehouse/users/privileges.ts';

const tag = 'CREATE SCHEMA';

/** CREATE SCHEMA, with what is to be made inside it. Without a name it takes that of AUTHORIZATION's user. */
export async function createSchema(
  statement: CreateSchema,
  context: StatementContext,
): Promise<StatementResult> {
  const { database, user } = context.session;
  requireCreate(context);
  const owner = statement.owner === undefined ? user : findUser(context, statement.owner);
  const name = statement.name ?? owner.name;
  checkSchemaName(name);
  await lockName(context, context.database.oid, name);
  if (findSchema(context, name)) {
    if (!statement.ifNotExists) throw fail('duplicate_schema', `Schema "${name}" already exists`);
    noticeExists(context, 'Schema', name);
    return context.done(tag);
  }
  const { quotaMb } = statement;
  await context.apply(
    context.catalog.putSchema({
      oid: context.catalog.nextOid(),
      databaseOid: context.database.oid,
      name,
      owner: owner.id,
      quotaMb: quotaMb === 'unlimited' ? undefined : quotaMb,
      created: nowMicroseconds(),
    }),
  );
  for (const element of statement.elements) await runElement(element, { database, schema: name }, context);
  return context.done(tag);
}

function requireCreate(context: StatementContext): void {
  const { oid, owner, name } = context.database;
  if (hasPrivilege(context.catalog, context.session.user, { objectClass: 'database', oid, owner }, 'CREATE'))
    return;
  throw fail('insufficient_privilege', `permission denied for database ${name}`);
}

/** An element of CREATE SCHEMA belongs to the schema, whether it says so or not. */
async function runElement(element: Statement, place: Place, context: StatementContext): Promise<void> {
  switch (element.kind) {
    case 'create-table':
      await createTable({ ...element, name: placed(element.name, place) }, context);
      return;
    case 'create-view':
      await createView({ ...element, name: placed(element.name, place) }, context);
      return;
    case 'grant':
      await grant({ ...element, ...(element.on ? { on: placedObject(element.on, place) } : {}) }, context);
      return;
    default:
      throw notSupported(
        `${element.kind.replaceAll('-', ' ').toUpperCase()} inside CREATE SCHEMA`,
        element.pos,
      );
  }
}

function placedObject(on: NonNullable<Grant['on']>, place: Place): NonNullable<Grant['on']> {
  return on.object === 'table' ? { ...on, names: on.names.map((name) => placed(name, place)) } : on;
}

interface Place {
  database: string;
  schema: string;
}

function placed(name: QualifiedName, { database, schema }: Place): QualifiedName {
  if (name.schema !== undefined && name.schema !== schema) {
    throw fail(
      'invalid_table_definition',
      `CREATE specifies a schema (${name.schema}) different from the one being created (${schema})`,
      { position: name.pos },
    );
  }
  return { ...name, database, schema };
}
