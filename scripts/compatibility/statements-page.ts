import { statementKinds } from '#warehouse/statements/dispatch.ts';
import { type Page, page, table } from './page.ts';
import { firstTest, testLink } from './tests.ts';

/** Statements that are bound to a plan rather than run by a file of their own. */
const planned = new Set(['select', 'insert', 'update', 'delete', 'merge']);

/** What is refused, or differs, inside a statement that runs. */
const notes: Record<string, string> = {
  select: 'CONNECT BY is refused. LATERAL, DISTINCT ON and FOR UPDATE are refused, as in Redshift.',
  'alter-table':
    'APPEND moves the rows of permanent tables. Row-level security, masking and external-table actions are refused.',
  grant: 'Tables, schemas and databases; recorded and enforced. Other objects are refused.',
  'show-object': 'SHOW MODEL, DATASHARES, TEMPLATE and external forms are refused.',
  vacuum: 'Every form is taken; the engine has no blocks to sort, so it writes a checkpoint.',
  analyze: 'ANALYZE COMPRESSION names the encoding that Redshift would choose by type.',
  explain: 'The plan is the engine’s, drawn in Redshift’s form.',
  named: 'CREATE MODEL, DATASHARE, RLS POLICY, MASKING POLICY, IDENTITY PROVIDER, LIBRARY and their like.',
  lock: 'Waits for writers of the table.',
};

const names: Record<string, string> = {
  'show-object': 'SHOW TABLES, COLUMNS, SCHEMAS, DATABASES, GRANTS …',
  show: 'SHOW setting',
  transaction: 'BEGIN, COMMIT, ROLLBACK',
  close: 'CLOSE',
  grant: 'GRANT, REVOKE',
  named: 'other statements, by name',
  'declare-cursor': 'DECLARE',
  'call-procedure': 'CALL',
};

/** Words by which a statement is found in the tests. */
const words: Record<string, RegExp> = {
  transaction: /\bbegin\b/i,
  'show-object': /\bshow (tables|schemas|columns|databases)\b/i,
  show: /\bshow \w+/i,
  'declare-cursor': /\bdeclare \w+ cursor/i,
  fetch: /\bfetch (forward |next |all |\d+ )*from/i,
  close: /\bclose \w+/i,
  use: /\buse \w+/i,
  set: /\bset \w+ (to|=)/i,
  execute: /\bexecute \w+/i,
  grant: /\bgrant \w+.* on /i,
  comment: /\bcomment on/i,
  copy: /\bcopy \S+ from/i,
  lock: /\block (table )?\w+/i,
  cancel: /['"`]cancel \S+/i,
  'create-table-as': /\bcreate (temp )?table \S+ as\b/i,
  'call-procedure': /\bcall \w+/i,
  named: /\bcreate (model|datashare)/i,
};

export function statementsPage(): Page {
  const rows = Object.entries(statementKinds).map(([kind, { run }]) => {
    const runs = planned.has(kind) || run !== undefined;
    const name = names[kind] ?? kind.toUpperCase().replaceAll('-', ' ');
    return [name, runs ? 'runs' : 'parsed, refused (0A000)', notes[kind] ?? '', testLink(testOf(kind, runs))];
  });
  return page(
    'statements.md',
    'Statements',
    'Every statement of Redshift is parsed. One that does not run yet is refused with its name.',
    [
      table(
        ['statement', 'here', 'note', 'test'],
        rows.sort((a, b) => a[0]!.localeCompare(b[0]!)),
      ),
    ],
  );
}

function testOf(kind: string, runs: boolean): string | undefined {
  const pattern = words[kind] ?? new RegExp(`\\b${kind.replaceAll('-', ' ')}\\b`, 'i');
  const places = runs
    ? ['test/warehouse/**/*.test.ts', 'test/clients/**/*.ts', 'test/sql/bind/**/*.test.ts']
    : [];
  for (const glob of [...places, 'test/sql/parser/*.{ts,sql}']) {
    const found = firstTest(pattern, glob);
    if (found !== undefined) return found;
  }
  return undefined;
}
