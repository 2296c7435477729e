import type { JsonCaller } from '#aws/protocols/json/json-operation.ts';
import type { Principal } from '#stores/identity/principal.ts';
import type { DatabaseUser } from '#warehouse/data-api/connector.ts';
import type { Owner } from '#warehouse/data-api/statement-record.ts';

/** Statements belong to the user, or to the role behind a session. */
export function ownerOf({ principal }: JsonCaller): Owner {
  const { kind, arn } = principal;
  return { role: kind === 'assumed-role' ? arn.replace(/\/[^/]*$/, '') : arn, principal: arn };
}

/** The user that the account begins with. */
const administratorName = 'admin';

/**
 * The database user of an IAM identity: `IAM:name` for a user, `IAMR:name` for a role. The account's root and its first
 * user, who may do anything with the warehouse's files anyhow, are superusers; others begin without rights.
 */
export function iamDatabaseUser({ kind, name }: Principal): DatabaseUser {
  const prefix = kind === 'assumed-role' || kind === 'role' ? 'IAMR' : 'IAM';
  const superuser = kind === 'root' || (kind === 'user' && name === administratorName);
  return { name: `${prefix}:${name}`, made: { superuser } };
}
