import { fail } from '#base/errors.ts';
import type { QualifiedName } from '#sql/ast.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import type { RelationRow, SchemaRow } from '#warehouse/catalog-interface.ts';
import { engineNameOf } from '#warehouse/definitions/engine-definition.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { cutName } from '#warehouse/definitions/names.ts';
import { noticeExists } from '#warehouse/definitions/notices.ts';
import type { TableLayout } from '#warehouse/definitions/table-layout.ts';
import { targetSchema } from '#warehouse/definitions/target-schema.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

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
