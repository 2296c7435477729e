import { fail } from '#base/errors.ts';
import { databaseOid, relationOidByName } from '#sql/functions/catalog/sub-queries.ts';
import { bool } from '#sql/functions/catalog/types.ts';
import type {
  ArgumentClass,
  BoundArgument,
  EmitContext,
  FunctionDefinition,
  Overload,
} from '#sql/functions/definition.ts';
import { quoteLiteral } from '#sql/quote.ts';

type ObjectClass = 'relation' | 'schema' | 'database' | 'function';

interface Subject {
  objectClass: ObjectClass;
  privileges: string[];
  /** Privileges that everyone has without a grant. */
  open: string[];
  oidByName: (name: string, context: EmitContext) => string;
  owner: (oid: string) => string;
}

/** Privileges that reach a user: its own, its groups', its roles' and those of PUBLIC (whose user is NULL). */
const heldPrivileges = `(
  SELECT "$g".object_class, "$g".object_oid, "$g".column_number, "$g".privilege, "$g".grant_option,
    CASE "$g".grantee_kind WHEN 'public' THEN NULL WHEN 'user' THEN "$g".grantee_id ELSE "$m".user_id END AS user_id
  FROM warehouse.catalog.grants "$g" LEFT JOIN (
      SELECT 'group' AS kind, group_id AS id, user_id FROM warehouse.catalog.group_members
      UNION ALL
      SELECT 'role', role_id, member_id FROM warehouse.catalog.role_members WHERE member_kind = 'user') "$m"
    ON "$m".kind = "$g".grantee_kind AND "$m".id = "$g".grantee_id
  WHERE "$g".grantee_kind IN ('public', 'user') OR "$m".user_id IS NOT NULL)`;

const subjects: Record<'table' | 'schema' | 'database', Subject> = {
  table: {
    objectClass: 'relation',
    privileges: [
      'SELECT',
      'INSERT',
      'UPDATE',
      'DELETE',
      'RULE',
      'REFERENCES',
      'TRIGGER',
      'DROP',
      'TRUNCATE',
      'ALTER',
    ],
    open: [],
    oidByName: (name, { session }) => relationOidByName(name, session),
    owner: (oid) => `(SELECT "$r".owner FROM warehouse.catalog.relations "$r" WHERE "$r".oid = ${oid})`,
  },
  schema: {
    objectClass: 'schema',
    privileges: ['CREATE', 'USAGE', 'ALTER', 'DROP'],
    open: [],
    oidByName: (name, { session }) => `(SELECT "$n".oid FROM warehouse.catalog.schemas "$n"
      WHERE "$n".name = replace(${name}, '"', '') AND "$n".database_oid = ${databaseOid(session)})`,
    owner: (oid) => `(SELECT "$n".owner FROM warehouse.catalog.schemas "$n" WHERE "$n".oid = ${oid})`,
  },
  database: {
    objectClass: 'database',
    privileges: ['CREATE', 'TEMPORARY', 'TEMP', 'USAGE', 'ALTER', 'CONNECT'],
    open: ['TEMPORARY', 'TEMP', 'CONNECT'],
    oidByName: (name) =>
      `(SELECT "$d".oid FROM warehouse.catalog.databases "$d" WHERE "$d".name = replace(${name}, '"', ''))`,
    owner: (oid) => `(SELECT "$d".owner FROM warehouse.catalog.databases "$d" WHERE "$d".oid = ${oid})`,
  },
};

/** `has_x_privilege([user,] object, privilege)`: user by name or number, object by name or oid. */
function privilegeFunction(word: keyof typeof subjects): FunctionDefinition {
  const overloads: Overload[] = [];
  for (const object of ['string', 'oid'] satisfies ArgumentClass[]) {
    for (const user of [undefined, 'string', 'int4'] satisfies (ArgumentClass | undefined)[]) {
      overloads.push({
        args: [...(user === undefined ? [] : [user]), object, 'string'],
        returns: bool,
        emit: (args, context) => emit(subjects[word], args, context),
      });
    }
  }
  return { name: `has_${word}_privilege`, family: 'catalog', volatile: true, leaderOnly: true, overloads };
}

function emit(subject: Subject, args: BoundArgument[], context: EmitContext): string {
  const [object, privilege] = args.slice(-2) as [BoundArgument, BoundArgument];
  const user = args.length === 3 ? userId(args[0]!) : String(context.session.user.id);
  const oid = object.type.name === 'oid' ? object.sql : subject.oidByName(object.sql, context);
  const wanted = wantedPrivileges(subject, privilege);
  const system =
    subject.objectClass === 'relation'
      ? `OR ("$p".oid < 100000 AND list_contains("$p".wanted, 'SELECT'))`
      : '';
  const open = subject.open.map(quoteLiteral).join(', ');
  return `(SELECT CASE WHEN "$p".oid IS NULL OR "$p".user_id IS NULL THEN NULL ELSE
      "$p".user_id IN (SELECT "$u".id FROM warehouse.catalog.users "$u" WHERE "$u".superuser)
      OR coalesce(${subject.owner('"$p".oid')} = "$p".user_id, false) ${system}
      ${open === '' ? '' : `OR list_has_any("$p".wanted, [${open}])`}
      OR EXISTS (SELECT 1 FROM ${heldPrivileges} "$held" WHERE "$held".object_class = '${subject.objectClass}'
        AND "$held".object_oid = "$p".oid AND "$held".column_number = 0 AND list_contains("$p".wanted, "$held".privilege)
        AND coalesce("$held".user_id, "$p".user_id) = "$p".user_id) END
    FROM (SELECT ${user} AS user_id, ${oid} AS oid, ${wanted} AS wanted) "$p")`;
}

function userId(user: BoundArgument): string {
  if (user.type.name === 'int4') return user.sql;
  return `(SELECT "$u".id FROM warehouse.catalog.users "$u" WHERE "$u".name = ${user.sql})`;
}

/** The privileges asked for, any of which suffices. Throws 22023 for a constant that names none. */
function wantedPrivileges(subject: Subject, privilege: BoundArgument): string {
  const { literal } = privilege;
  if (literal === undefined)
    return `list_transform(string_split(upper(${privilege.sql}), ','), lambda word: trim(word))`;
  const words = literal.split(',').map((word) =>
    word
      .trim()
      .toUpperCase()
      .replace(/ WITH GRANT OPTION$/, ''),
  );
  if (words.some((word) => !subject.privileges.includes(word))) {
    throw fail('invalid_parameter_value', `unrecognized privilege type: "${literal}"`);
  }
  return `[${words.map(quoteLiteral).join(', ')}]`;
}

const open = (name: string, kinds: ArgumentClass[][], note: string): FunctionDefinition => ({
  name,
  family: 'catalog',
  overloads: kinds.flatMap((kind): Overload[] => [
    { args: [...kind, 'string'], returns: bool, emit: '({0} IS NOT NULL)' },
    { args: ['string', ...kind, 'string'], returns: bool, emit: '({1} IS NOT NULL)' },
  ]),
  note,
});

export const catalogPrivileges: FunctionDefinition[] = [
  privilegeFunction('table'),
  privilegeFunction('schema'),
  privilegeFunction('database'),
  open('has_function_privilege', [['oid'], ['string']], 'Everyone may call the functions there are.'),
  open('has_language_privilege', [['oid'], ['string']], 'Privileges on languages are not kept.'),
];
