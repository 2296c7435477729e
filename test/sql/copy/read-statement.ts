import assert from 'node:assert/strict';
import { RedshiftError } from '#base/errors.ts';
import type { CopyOptions } from '#sql/copy/copy-options.ts';
import { readCopyOptions } from '#sql/copy/read-copy-options.ts';
import { readUnloadOptions } from '#sql/copy/read-unload-options.ts';
import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import { parseStatements } from '#sql/parse.ts';

export function copyOptions(text: string): CopyOptions {
  const statement = parseStatements(text)[0]?.statement;
  assert(statement?.kind === 'copy');
  return readCopyOptions(statement);
}

export function unloadOptions(text: string): UnloadOptions {
  const statement = parseStatements(text)[0]?.statement;
  assert(statement?.kind === 'unload');
  return readUnloadOptions(statement);
}

/** `code message @ the word where it stands` of the error that reading raises. */
export function refusal(text: string, read: (text: string) => unknown): string {
  try {
    read(text);
  } catch (error) {
    assert(error instanceof RedshiftError, String(error));
    const word = /^[\w:/'.]+/.exec(text.slice(error.position))?.[0] ?? '';
    return `${error.code} ${error.message} @ ${word}`;
  }
  return assert.fail(`not refused: ${text}`);
}
