import type { Statement } from '#sql/ast.ts';

/** Statements that carry secrets in their text. */
const withSecrets = new Set<Statement['kind']>([
  'copy',
  'unload',
  'create-user',
  'alter-user',
  'create-external-schema',
]);

const literal = String.raw`'(?:[^'\\]|\\.|'')*'`;
const option = new RegExp(
  String.raw`\b(password|access_key_id|secret_access_key|session_token|master_symmetric_key)(\s+as)?(\s+)${literal}`,
  'gis',
);
const credentials = new RegExp(String.raw`\b(credentials)(\s+as)?(\s+)(${literal})`, 'gis');
const secretField = /\b(aws_access_key_id|aws_secret_access_key|token|master_symmetric_key)=[^;']*/gi;

/** The text of a statement as logs may keep it: passwords and keys are `***`, as Redshift keeps them out of its own. */
export function maskSecrets(text: string, kind: Statement['kind']): string {
  if (!withSecrets.has(kind)) return text;
  return text
    .replace(option, (_, name: string, as = '', space: string) => `${name}${as}${space}'***'`)
    .replace(
      credentials,
      (_, name: string, as = '', space: string, value: string) =>
        `${name}${as}${space}${value.replace(secretField, '$1=***')}`,
    );
}
