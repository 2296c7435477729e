/**
 * Cases of SQL as text, in test/sql/cases/*.test. A file is one session; cases run in order and are parted by
 * blank lines. A line that begins with `#` is a comment.
 *
 *   query int8 varchar           the types of the columns, as far as they matter: int4, numeric(38,2) …; or none
 *   SELECT 1, 'a'
 *   ----
 *   1 | a                        one line for each row, in any order if the header is `query unordered …`
 *
 *   statement ok
 *   CREATE TABLE t (a int)
 *
 *   statement error 22012 Divide by zero
 *   SELECT mod(1, 0)
 *
 * A value is written as Redshift prints it. NULL is `NULL`, the empty string `(empty)`; a value in single quotes
 * stands for what is between them (blanks at its ends count, and `''a''` is a value in quotes); the error's message has to contain the text given.
 */
export type Case = { line: number; sql: string } & (
  | { kind: 'query'; types: string[]; rows: string[][]; unordered: boolean }
  | { kind: 'ok' }
  | { kind: 'error'; code: string; message: string }
);

export function readCases(text: string): Case[] {
  const cases: Case[] = [];
  const lines = text.split('\n');
  let index = 0;
  while (index < lines.length) {
    const header = lines[index]!.trim();
    if (header === '' || header.startsWith('#')) {
      index += 1;
      continue;
    }
    const start = index;
    const block: string[] = [];
    for (index += 1; index < lines.length && lines[index]!.trim() !== ''; index += 1)
      block.push(lines[index]!);
    cases.push(readCase(header, block, start + 1));
  }
  return cases;
}

function readCase(header: string, block: string[], line: number): Case {
  const [kind, second, ...rest] = header.split(/\s+/);
  if (kind === 'statement' && second === 'ok') return { kind: 'ok', sql: block.join('\n'), line };
  if (kind === 'statement' && second === 'error') {
    const [code = '', ...message] = rest;
    return { kind: 'error', code, message: message.join(' '), sql: block.join('\n'), line };
  }
  const bar = block.indexOf('----');
  if (kind !== 'query' || bar < 0) throw new Error(`line ${line}: not a case: ${header}`);
  const words = second === undefined ? [] : [second, ...rest];
  const unordered = words[0] === 'unordered';
  return {
    kind: 'query',
    types: unordered ? words.slice(1) : words,
    unordered,
    sql: block.slice(0, bar).join('\n'),
    rows: block.slice(bar + 1).map((row) => row.split(' | ').map((cell) => cell.trim())),
    line,
  };
}

/** How a value has to be written in a case, apart from quotes. */
export function matchesCell(actual: string | null, cell: string): boolean {
  if (actual === null) return cell === 'NULL';
  if (actual === '') return cell === '(empty)' || cell === "''";
  if (cell.length >= 2 && cell.startsWith("'") && cell.endsWith("'")) return actual === cell.slice(1, -1);
  return cell !== 'NULL' && actual === cell;
}

/** A value as a case would write it. */
export function cellText(value: string | null): string {
  if (value === null) return 'NULL';
  if (value === '') return '(empty)';
  return value !== value.trim() || value === 'NULL' || /^'.*'$/s.test(value) ? `'${value}'` : value;
}
