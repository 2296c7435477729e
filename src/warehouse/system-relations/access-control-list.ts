import { oneLine } from '#warehouse/system-relations/declare.ts';

/** Letters of an access control list, by privilege. */
const letters: Record<string, string> = {
  INSERT: 'a',
  SELECT: 'r',
  UPDATE: 'w',
  DELETE: 'd',
  RULE: 'R',
  REFERENCES: 'x',
  TRIGGER: 't',
  DROP: 'D',
  TRUNCATE: 'T',
  ALTER: 'A',
  EXECUTE: 'X',
  USAGE: 'U',
  CREATE: 'C',
  TEMPORARY: 'T',
  TEMP: 'T',
};

/** What an owner may do with its own object, as the first entry of a list says. */
const ownerLetters = { relation: 'arwdRxtD', schema: 'UC', database: 'CT', function: 'X' };

const letterOf = `(MAP {${Object.entries(letters)
  .map(([privilege, letter]) => `'${privilege}': '${letter}'`)
  .join(', ')}})[g.privilege]`;

/** Names as a list shows them: PUBLIC has none. */
const identities = `(
  SELECT 'user' AS kind, id, name FROM warehouse.catalog.users
  UNION ALL SELECT 'group', id, 'group ' || name FROM warehouse.catalog.groups
  UNION ALL SELECT 'role', id, 'role ' || name FROM warehouse.catalog.roles
  UNION ALL SELECT 'public', 0, '')`;

/**
 * Access control lists of a class of objects, as `(object_oid, column_number, items)`, where `items` is a list of
 * `grantee=letters/grantor`. The owner's own entry is not in it: see `aclItems`.
 */
export const grantedAcl = (objectClass: keyof typeof ownerLetters): string => `(
  SELECT object_oid, column_number, list(item ORDER BY item) AS items FROM (
    SELECT g.object_oid, g.column_number, concat(any_value(grantee.name), '=',
      string_agg(concat(${letterOf}, CASE WHEN g.grant_option THEN '*' ELSE '' END), '' ORDER BY strpos('arwdRxtDTAXUC', ${letterOf})), '/',
      any_value(grantor.name)) AS item
    FROM warehouse.catalog.grants g
    JOIN ${identities} grantee ON grantee.kind = g.grantee_kind AND grantee.id = g.grantee_id
    LEFT JOIN warehouse.catalog.users grantor ON grantor.id = g.grantor
    WHERE g.object_class = '${objectClass}'
    GROUP BY g.object_oid, g.column_number, g.grantee_kind, g.grantee_id, g.grantor) AS entries
  GROUP BY object_oid, column_number)`;

/** aclitem[]: NULL while nothing was granted, as PostgreSQL has it; `owner` is the owner's name. */
export const aclItems = (objectClass: keyof typeof ownerLetters, items: string, owner: string): string =>
  oneLine(`CASE WHEN ${items} IS NULL THEN NULL
    ELSE list_prepend(concat(${owner}, '=${ownerLetters[objectClass]}/', ${owner}), ${items}) END`);

/** The same as one text, entries separated by `~`, as SVV_ALL_* and SHOW print it. */
export const aclText = (objectClass: keyof typeof ownerLetters, items: string, owner: string): string =>
  `array_to_string(${aclItems(objectClass, items, owner)}, '~')`;
