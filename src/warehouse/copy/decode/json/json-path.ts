/** A member's name or an element's index. */
export type JsonPathStep = string | number;

/** A path that Redshift's jsonpaths do not have. */
export class JsonPathError extends Error {}

const DOT_MEMBER = /\.(?!\*(?:[.[]|$))([^.[\]']+)/y;
const BRACKET_MEMBER = /\['([^']*)'\]|\["([^"]*)"\]/y;
const ELEMENT = /\[(\d+)\]/y;

/**
 * The steps of a path of a jsonpaths file: `$.a.b[0]` or `$['a']['b'][0]`, `$` alone for the whole document. Throws
 * JsonPathError for anything else: wildcards, filters, slices, both notations in one path.
 */
export function parseJsonPath(path: string): JsonPathStep[] {
  if (!path.startsWith('$')) throw new JsonPathError(`Invalid JSONPath format: ${path}`);
  const steps: JsonPathStep[] = [];
  let notation: RegExp | undefined;
  for (let at = 1; at < path.length; ) {
    const matched = [DOT_MEMBER, BRACKET_MEMBER, ELEMENT].find((pattern) => {
      pattern.lastIndex = at;
      return pattern.test(path);
    });
    if (!matched || (matched !== ELEMENT && notation && matched !== notation))
      throw new JsonPathError(`Invalid JSONPath format: ${path}`);
    const end = matched.lastIndex;
    matched.lastIndex = at;
    const match = matched.exec(path)!;
    const name = match[1] ?? match[2] ?? '';
    if (matched !== ELEMENT) notation = matched;
    steps.push(matched === ELEMENT ? Number(name) : name);
    at = end;
  }
  return steps;
}
