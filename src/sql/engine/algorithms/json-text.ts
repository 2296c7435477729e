/** Work on JSON text that leaves every number and string as it is written. The text is valid JSON. */

const pieces = /"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^[\]{}:,"\s]+/g;

/** An array whose nested arrays are spliced in place, at any depth; objects stay whole. NULL for anything else. */
export function flattenArray(text: string): string | null {
  if (!text.trimStart().startsWith('[')) return null;
  const items: string[] = [];
  let object = '';
  let depth = 0;
  for (const [piece] of text.matchAll(pieces)) {
    if (piece === '{') depth += 1;
    if (depth > 0) object += piece;
    else if (!'[],'.includes(piece)) items.push(piece);
    if (piece === '}') {
      depth -= 1;
      if (depth === 0) {
        items.push(object);
        object = '';
      }
    }
  }
  return `[${items.join(',')}]`;
}

/** Attribute names in lower or upper case, at every level. */
export function changeAttributeNames(text: string, lower: boolean): string {
  const all = [...text.matchAll(pieces)].map(([piece]) => piece);
  return all
    .map((piece, index) => {
      if (all[index + 1] !== ':' || !piece.startsWith('"')) return piece;
      const name = JSON.parse(piece) as string;
      return JSON.stringify(lower ? name.toLowerCase() : name.toUpperCase());
    })
    .join('');
}

/** Valid by the standard: no trailing commas, NaN or Infinity, which the engine's own reader takes. */
export function isStrictJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
