/**
 * Where a character of a string literal's value stands in the text: doubled quotes and backslash escapes take more room there
 * than in the value, and a dollar-quoted literal is as it is.
 * @param start offset of the literal's first character, after its quote or dollar tag
 * @param index of the character in the value
 */
export function literalOffset(text: string, start: number, index: number): number {
  if (text[start - 1] !== "'") return start + index;
  let at = start;
  for (let seen = 0; seen < index && at < text.length; seen++) at += writtenLength(text, at);
  return at;
}

function writtenLength(text: string, at: number): number {
  if (text[at] === "'") return 2;
  if (text[at] !== '\\') return 1;
  const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
  return 1 + (octal?.length ?? 1);
}
