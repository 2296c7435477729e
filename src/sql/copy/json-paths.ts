import { fail } from '#base/errors.ts';

/** A step into a document: the name of a member, or the 0-based index of an array's element. */
export type JsonPathStep = string | number;

/** A path as it was written and its steps; `$` has none. */
export interface JsonPath {
  text: string;
  steps: JsonPathStep[];
}

/**
 * The paths of a jsonpaths file, in the order of the columns. Undefined where the object has no key `jsonpaths`:
 * COPY then goes by names, as with 'auto'. Throws XX000 for what is no such file.
 */
export function readJsonPaths(text: string): JsonPath[] | undefined {
  const document = parseDocument(text);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw malformed('the file must be one JSON object');
  }
  if (!Object.hasOwn(document, 'jsonpaths')) return undefined;
  const { jsonpaths } = document as { jsonpaths: unknown };
  if (!Array.isArray(jsonpaths)) throw malformed('"jsonpaths" must be an array');
  const paths = jsonpaths.map(readPath);
  if (paths.some(({ text }) => isBracket(text)) && paths.some(({ text }) => isDot(text))) {
    throw malformed('bracket notation and dot notation cannot be mixed in a file');
  }
  return paths;
}

function parseDocument(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw malformed('the file is not valid JSON');
  }
}

function readPath(element: unknown): JsonPath {
  if (typeof element !== 'string' || element === '') {
    throw malformed('every path must be a string that is not empty');
  }
  return { text: element, steps: jsonPathSteps(element) };
}

const isBracket = (path: string) => /\['/.test(path);
const isDot = (path: string) => !isBracket(path) && /\./.test(path);

const step = /\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]|\[(\d{1,9})\]|\.([^.'[\]*?@()"\s][^.'[\]*?]*)/y;

/** The steps of one path: `$.a.b[0]` or `$['a']['b'][0]`. Throws XX000 where it has wildcards, slices, filters. */
export function jsonPathSteps(path: string): JsonPathStep[] {
  const steps: JsonPathStep[] = [];
  step.lastIndex = 1;
  let at = 1;
  if (path[0] !== '$') throw invalidPath(path);
  while (at < path.length) {
    step.lastIndex = at;
    const found = step.exec(path);
    if (found === null) throw invalidPath(path);
    const [whole, single, double, index, name] = found;
    steps.push(index === undefined ? withoutEscapes(single ?? double ?? name!) : Number(index));
    at += whole.length;
  }
  return steps;
}

function withoutEscapes(name: string): string {
  return name.replace(/\\(.)/g, '$1');
}

function invalidPath(path: string): Error {
  return fail('internal_error', `Invalid JSONPath format: ${path}`);
}

function malformed(detail: string): Error {
  return fail('internal_error', `Invalid JSONPaths file: ${detail}`);
}
