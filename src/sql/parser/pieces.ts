/** The end of work that is done in pieces, without turns for others. */
export function finish<Answer>(pieces: Generator<undefined, Answer>): Answer {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}
