import { fail, type RedshiftError } from '#base/errors.ts';

/** A token quoted in an error is cut here, so that a 16 MB literal does not come back as a message. */
const quotedLengthMax = 1000;

/** `<problem> at or near "<text from start to end>"`, as PostgreSQL words what its lexer and parser refuse. */
export function syntaxErrorNear(problem: string, text: string, start: number, end: number): RedshiftError {
  const near = text.slice(start, Math.min(end, start + quotedLengthMax));
  return fail('syntax_error', `${problem} at or near "${near}"`, { position: start });
}
