import { fail, notSupported } from '#base/errors.ts';
import type { LoadOption } from '#sql/ast.ts';
import type { Authorization } from '#sql/copy/copy-options.ts';
import { type GivenOptions, invalid } from '#sql/copy/given-options.ts';

/**
 * Who may read or write the objects. Throws 42601 where no authorization is given or half of one.
 * @param position of the statement, for the error that it has none
 */
export function readAuthorization(given: GivenOptions, position: number): Authorization {
  const role = given.get('IAM_ROLE');
  if (role !== undefined) return readRole(role);
  const credentials = given.get('CREDENTIALS');
  if (credentials !== undefined) return readCredentials(credentials);
  return readKeys(given, position);
}

function readRole(option: LoadOption): Authorization {
  const text = String(option.value);
  if (text.toLowerCase() === 'default') return { kind: 'default role' };
  if (text === 'SESSION') return { kind: 'session' };
  return { kind: 'roles', arns: roleNames(option, text) };
}

function roleNames(option: LoadOption, text: string): string[] {
  const arns = text.split(',').map((arn) => arn.trim());
  if (arns.includes('')) throw invalid(option, `${option.name} needs the ARN of a role`);
  return arns;
}

function readKeys(given: GivenOptions, position: number): Authorization {
  const [id, secret, token] = ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'SESSION_TOKEN'].map((name) =>
    given.get(name),
  );
  if (id !== undefined && secret !== undefined) {
    const keys = {
      kind: 'keys' as const,
      accessKeyId: String(id.value),
      secretAccessKey: String(secret.value),
    };
    return token === undefined ? keys : { ...keys, sessionToken: String(token.value) };
  }
  const half = id ?? secret ?? token;
  if (half === undefined) {
    throw fail('syntax_error', 'An authorization is required: IAM_ROLE, CREDENTIALS or ACCESS_KEY_ID', {
      position,
    });
  }
  throw fail('syntax_error', `${half.name} needs ACCESS_KEY_ID and SECRET_ACCESS_KEY`, {
    position: half.pos,
  });
}

const credentialsForm =
  "Invalid credentials. Must be of the format: credentials 'aws_access_key_id=<access-key-id>;" +
  "aws_secret_access_key=<secret-access-key>[;token=<temporary-session-token>]'";

function readCredentials(option: LoadOption): Authorization {
  const parts = partsOf(option);
  if (parts.has('master_symmetric_key')) {
    throw notSupported('Client-side encryption (MASTER_SYMMETRIC_KEY)', option.pos);
  }
  const role = parts.get('aws_iam_role');
  if (role !== undefined) {
    if (parts.size > 1) throw malformed(option);
    return role === 'default' ? { kind: 'default role' } : { kind: 'roles', arns: roleNames(option, role) };
  }
  const accessKeyId = parts.get('aws_access_key_id');
  const secretAccessKey = parts.get('aws_secret_access_key');
  if (accessKeyId === undefined || secretAccessKey === undefined) throw malformed(option);
  const sessionToken = parts.get('token');
  const keys = { kind: 'keys' as const, accessKeyId, secretAccessKey };
  return sessionToken === undefined ? keys : { ...keys, sessionToken };
}

const knownParts = [
  'aws_iam_role',
  'aws_access_key_id',
  'aws_secret_access_key',
  'token',
  'master_symmetric_key',
];

/** `name=value;…`: names in lower case, no blanks anywhere. */
function partsOf(option: LoadOption): Map<string, string> {
  const text = String(option.value);
  const parts = new Map<string, string>();
  for (const part of text.replace(/;$/, '').split(';')) {
    const [, name = '', value = ''] = /^([a-z_]+)=(\S+)$/.exec(part) ?? [];
    if (!knownParts.includes(name) || parts.has(name)) throw malformed(option);
    parts.set(name, value);
  }
  return parts;
}

function malformed(option: LoadOption): Error {
  return invalid(option, credentialsForm);
}
