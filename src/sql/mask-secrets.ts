import type { Statement } from '#sql/ast.ts';
import { TokenStream } from '#sql/lexer/token-stream.ts';
import { quoteLiteral } from '#sql/quote.ts';

/** Statements that carry secrets in their text. */
const withSecrets = new Set<Statement['kind']>([
  'copy',
  'unload',
  'create-user',
  'alter-user',
  'create-external-schema',
]);

/** Words before a literal that is a secret. */
const secretOptions = new Set([
  'password',
  'access_key_id',
  'secret_access_key',
  'session_token',
  'master_symmetric_key',
]);

const secretField = /\b(aws_access_key_id|aws_secret_access_key|token|master_symmetric_key)=[^;]*/gi;

/**
 * The text of a statement as logs may keep it: passwords and keys are `***`, as Redshift keeps them out of its own. It is
 * read by its tokens, for comments may stand anywhere and literals have several forms. The text is one that was parsed.
 */
export function maskSecrets(text: string, kind: Statement['kind']): string {
  if (!withSecrets.has(kind)) return text;
  const tokens = new TokenStream(text, false);
  let masked = '';
  let from = 0;
  let option = '';
  for (; tokens.kind !== 'end'; tokens.advance()) {
    if (tokens.kind === 'string') {
      const shown = shownLiteral(option, tokens.value);
      if (shown !== undefined) {
        masked += text.slice(from, tokens.pos) + shown;
        from = tokens.end;
      }
    }
    if (tokens.word !== 'as') option = tokens.word;
  }
  return masked + text.slice(from);
}

/** What a log has in a literal's place; undefined where it may have the literal. */
function shownLiteral(option: string, value: string): string | undefined {
  if (secretOptions.has(option)) return "'***'";
  if (option !== 'credentials') return undefined;
  const shown = value.replace(secretField, '$1=***');
  return shown === value ? undefined : quoteLiteral(shown);
}
