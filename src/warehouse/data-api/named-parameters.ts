import { TokenStream } from '#sql/lexer/token-stream.ts';
import { invalid } from '#warehouse/data-api/data-api-error.ts';
import type { Parameter } from '#warehouse/data-api/statement-record.ts';

/** A text whose `:name`s became `$n`. */
export interface NumberedSql {
  text: string;
  /** Values of `$1`, `$2` …. */
  values: string[];
  /** Names that the text uses. */
  used: Set<string>;
  /** An offset of `text` as one of the text that was given. */
  original(position: number): number;
}

const placeholderName = /[0-9a-zA-Z_]+/y;

/**
 * Replaces named placeholders by numbered ones, whose types the binder finds from what stands around them. Strings,
 * comments, quoted names and `::` casts are left alone. Throws ValidationException for a name without a value.
 */
export function numberParameters(sql: string, parameters: readonly Parameter[]): NumberedSql {
  const places = parameters.length === 0 ? [] : findPlaceholders(sql);
  const numbers = new Map<string, number>();
  const values: string[] = [];
  const edits: { at: number; by: number }[] = [];
  let text = '';
  let done = 0;
  for (const { start, name } of places) {
    const parameter = parameters.find((candidate) => candidate.name === name);
    if (parameter === undefined)
      throw invalid(`Parameters list is missing a parameter. Missing parameter: [${name}]`);
    const number = numbers.get(name) ?? values.push(parameter.value);
    numbers.set(name, number);
    // A `$` right behind a name would be a part of it.
    text += `${sql.slice(done, start)} $${number} `;
    done = start + name.length + 1;
    edits.push({ at: text.length, by: done - text.length });
  }
  text += sql.slice(done);
  const original = (position: number) => {
    const edit = edits.findLast(({ at }) => at <= position);
    return Math.min(position + (edit?.by ?? 0), sql.length);
  };
  return { text, values, used: new Set(numbers.keys()), original };
}

/** Throws ValidationException where two parameters have a name, or one is used by no text. */
export function checkParameterUse(parameters: readonly Parameter[], texts: readonly NumberedSql[]): void {
  const names = parameters.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) {
    throw invalid(
      `Parameters list contains duplicate parameters. Duplicate parameters: [${twice.join(', ')}]`,
    );
  }
  const unused = names.filter((name) => !texts.some(({ used }) => used.has(name)));
  if (unused.length === 0) return;
  throw invalid(`Parameters list contains unused parameters. Unused parameters: [${unused.join(', ')}]`);
}

function findPlaceholders(sql: string): { start: number; name: string }[] {
  const places: { start: number; name: string }[] = [];
  try {
    const tokens = new TokenStream(sql, false);
    while (tokens.kind !== 'end') {
      const name = tokens.word === ':' && tokens.kind === 'symbol' ? nameAt(sql, tokens.end) : undefined;
      if (name === undefined) tokens.advance();
      else {
        places.push({ start: tokens.pos, name });
        const pos = tokens.end + name.length;
        tokens.reset({ pos, lastEnd: pos });
      }
    }
  } catch {
    // The text has a string or comment without an end: the statement will fail with that error, where it belongs.
  }
  return places;
}

function nameAt(sql: string, at: number): string | undefined {
  placeholderName.lastIndex = at;
  return placeholderName.exec(sql)?.[0];
}
