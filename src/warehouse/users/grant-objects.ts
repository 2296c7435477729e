import { fail, notSupported } from '#base/errors.ts';
import type { Grant } from '#sql/ast.ts';
import type { GrantableClass, RelationRow } from '#warehouse/catalog-interface.ts';
import { findDatabase } from '#warehouse/definitions/databases.ts';
import { findTable } from '#warehouse/definitions/find-relation.ts';
import { undefinedColumn, undefinedSchema } from '#warehouse/definitions/names.ts';
import { findSchema } from '#warehouse/definitions/schemas.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import type { GrantItem } from '#warehouse/users/grant-rows.ts';

/** An object that a GRANT names, and what is granted on it. */
export interface GrantObject {
  objectClass: GrantableClass;
  oid: number;
  owner: number;
  noun: string;
  name: string;
  items: GrantItem[];
}

/** Privileges of each kind of object; ALL is all of them (Amazon Redshift, "GRANT"). */
const privilegesOf = {
  relation: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'REFERENCES', 'DROP', 'TRUNCATE', 'ALTER'],
  schema: ['CREATE', 'USAGE', 'ALTER', 'DROP'],
  database: ['CREATE', 'TEMP', 'USAGE', 'ALTER'],
} as const satisfies Partial<Record<GrantableClass, string[]>>;
const columnPrivileges = ['SELECT', 'UPDATE'];

export function grantObjects(context: StatementContext, statement: Grant): GrantObject[] {
  const { object = '', names = [] } = statement.on ?? {};
  switch (object) {
    case 'table':
    case 'view':
      return names.map((name) => onRelation(findTable(context, name), statement));
    case 'all tables':
    case 'all views':
      return names.flatMap(({ name, pos }) => {
        const schema = findSchema(context, name);
        if (!schema) throw undefinedSchema(name, pos);
        return [...context.catalog.relations(schema.oid)].map((row) => onRelation(row, statement));
      });
    case 'schema':
      return names.map(({ name, pos }) => {
        const schema = findSchema(context, name);
        if (!schema) throw undefinedSchema(name, pos);
        return { objectClass: 'schema', ...schema, noun: 'schema', items: wholeItems(statement, 'schema') };
      });
    case 'database':
      return names.map(({ name }) => {
        const database = findDatabase(context, name);
        return {
          objectClass: 'database',
          ...database,
          noun: 'database',
          items: wholeItems(statement, 'database'),
        };
      });
    default:
      throw notSupported(`${statement.revoke ? 'REVOKE' : 'GRANT'} ON ${object.toUpperCase()}`);
  }
}

function onRelation(row: RelationRow, statement: Grant): GrantObject {
  const items = statement.privileges.flatMap(({ name, columns }) => {
    if (!columns) return expanded(name, 'relation').map((privilege) => ({ privilege, columnNumber: 0 }));
    const privileges = name === 'ALL' ? columnPrivileges : [name];
    return columns.flatMap((part) => {
      const column = row.columns.find((candidate) => candidate.name === part.name);
      if (!column) throw undefinedColumn(part.name, row.name, part.pos);
      return privileges.map((privilege) => columnItem(privilege, column.number));
    });
  });
  return { objectClass: 'relation', oid: row.oid, owner: row.owner, noun: 'relation', name: row.name, items };
}

function columnItem(privilege: string, columnNumber: number): GrantItem {
  if (columnPrivileges.includes(privilege)) return { privilege, columnNumber };
  throw fail('invalid_grant_operation', `invalid privilege type ${privilege} for column`);
}

function wholeItems({ privileges }: Grant, objectClass: 'schema' | 'database'): GrantItem[] {
  return privileges.flatMap(({ name }) =>
    expanded(name, objectClass).map((privilege) => ({ privilege, columnNumber: 0 })),
  );
}

/** TEMPORARY is written TEMP; a privilege that the kind of object does not have is 0LP01. */
function expanded(written: string, objectClass: keyof typeof privilegesOf): string[] {
  const known: readonly string[] = privilegesOf[objectClass];
  const name = written === 'TEMPORARY' ? 'TEMP' : written;
  if (name === 'ALL') return [...known];
  if (known.includes(name)) return [name];
  throw fail('invalid_grant_operation', `invalid privilege type ${written} for ${objectClass}`);
}
