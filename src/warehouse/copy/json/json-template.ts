import type { RelationColumn } from '#sql/catalog-reader.ts';
import type { SqlType } from '#sql/types.ts';

/**
 * What the records of one file look like: a pattern for one line, made from the names that the first records have, in their order.
 * A line that follows it is one flat-enough object, well-formed, without repeated names, and has in each wanted place
 * only values of which the engine's reader tells the text that stands in the file, or, for numbers into number columns, the
 * same number. So lines that follow it are the engine's, and all others the decoder's.
 */
export interface JsonTemplate {
  /** Sticky, for text in which each character is a byte. Matches a line with its line feed. */
  line: RegExp;
  /** The member that each column takes. */
  members: string[];
}

/** How a load finds the columns' members. */
export interface MemberNames {
  columns: readonly Pick<RelationColumn, 'type'>[];
  /** For each column. */
  names: readonly string[];
  ignoreCase: boolean;
}

const blanks = '[ \\t]*';
const plainCharacters = '[^"\\\\\\x00-\\x1f]*';
/** Half a surrogate pair and NUL are the decoder's. */
const codePoint =
  'u(?:(?!0000)[0-9a-ceA-CEfF][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}|[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2})';
const text = string(`["\\\\/bfnrt]|${codePoint}`);
/** Escapes that the engine writes as it reads them. */
const keptText = string('["\\\\bfnrt]');
/** The engine makes 0 of -0. */
const integer = '(?:0|-?[1-9][0-9]*)';
/** Fifteen digits survive a floating-point number, and below 0.0001 the engine writes an exponent. */
const fewDigits = '(?!-?[0-9.]{17})';
const keptFraction = `${fewDigits}(?:-?[1-9][0-9]*\\.(?:[0-9]*[1-9]|0)|0\\.0|-?0\\.(?!0000)[0-9]*[1-9])`;
const sameFraction = `${fewDigits}(?:-?[1-9][0-9]*\\.[0-9]+|-?0\\.(?:(?!0000)[0-9]+|0+))`;
/** So many digits are no infinity. */
const digits = '(?:0|[1-9][0-9]{0,30})';
const exponent = '(?:[eE][+-]?[0-9]{1,2})?';
const anyNumber = '-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?';
const words = 'true|false|null';
/** The engine may write a nested number otherwise, so that only those are known that it keeps. */
const keptScalar = `${keptText}|${keptFraction}|${integer}|${words}`;
const anyScalar = `${text}|${anyNumber}|${words}`;

function string(escapes: string): string {
  return `"${plainCharacters}(?:\\\\(?:${escapes})${plainCharacters})*"`;
}

/** Values that a column of this type may have, as a pattern without its boundary. */
function valuePattern(type: SqlType, depth: number): string {
  switch (type.name) {
    case 'numeric':
      return `${text}|${sameFraction}|${integer}|${words}`;
    case 'float8':
      return `${text}|-?${digits}(?:\\.[0-9]+${exponent}|[eE][+-]?[0-9]{1,2})|${integer}|${words}`;
    case 'float4':
      return `${text}|${fewDigits}-?${digits}(?:\\.[0-9]+${exponent}|[eE][+-]?[0-9]{1,2})|${integer}|${words}`;
    case 'super':
      return nested(keptScalar, keptScalar, keptText, '', depth);
    default:
      return nested(`${text}|${keptFraction}|${integer}|${words}`, keptScalar, keptText, '', depth);
  }
}

/** Such a scalar, or values of the engine's own form nested up to `depth` levels. */
function nested(scalar: string, inside: string, name: string, space: string, depth: number): string {
  if (depth === 0) return scalar;
  const inner = `(?:${nested(inside, inside, name, space, depth - 1)})`;
  const list = `\\[${space}(?:${inner}${space}(?:,${space}(?!\\])|(?=\\])))*\\]`;
  const object = `\\{${space}(?:${name}${space}:${space}${inner}${space}(?:,${space}(?=")|(?=\\})))*\\}`;
  return `${scalar}|${list}|${object}`;
}

/** Records that are looked at to learn the names, and levels of nesting that a pattern still takes. */
const depthMax = 3;
const membersMax = 500;

/** Undefined where these records tell nothing, or something that the engine's reader would not do. */
export function jsonTemplate(samples: readonly string[], wanted: MemberNames): JsonTemplate | undefined {
  const depths = new Map<string, number>();
  let order: string[] = [];
  for (const sample of samples) {
    const record = parse(sample);
    if (!record) continue;
    order = merge(order, Object.keys(record));
    for (const [name, value] of Object.entries(record))
      depths.set(name, Math.max(depths.get(name) ?? 0, Math.min(depthMax, depthOf(value))));
  }
  if (order.length === 0 || order.length > membersMax || !order.every(isPlainName)) return undefined;
  const fold = (name: string) => (wanted.ignoreCase ? name.toLowerCase() : name);
  const members = wanted.names.map((name) => order.filter((other) => fold(other) === fold(name)));
  if (members.some((found) => found.length > 1)) return undefined;
  const columnsOf = new Map<string, SqlType[]>();
  for (const [column, [name]] of members.entries()) {
    const type = wanted.columns[column]?.type;
    if (name !== undefined && type) columnsOf.set(name, [...(columnsOf.get(name) ?? []), type]);
  }
  const parts = order.map((name) => memberPattern(name, columnsOf.get(name) ?? [], depths.get(name) ?? 0));
  return {
    line: new RegExp(`\\{${blanks}${parts.join('')}\\}[ \\t\\r]*\\n`, 'y'),
    members: members.map(([name], column) => name ?? wanted.names[column] ?? ''),
  };
}

function memberPattern(name: string, types: SqlType[], depth: number): string {
  const literal = Buffer.from(name)
    .toString('latin1')
    .replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  // A value for several columns has to be right for each.
  const values = types.map((type) => valuePattern(type, depth));
  const last = values.pop() ?? nested(anyScalar, anyScalar, text, blanks, depth);
  const all = `${values.map((value) => `(?=(?:${value})${blanks}[,}])`).join('')}(?:${last})`;
  return `(?:"${literal}"${blanks}:${blanks}${all}${blanks}(?:,${blanks}(?=")|(?=\\})))?`;
}

/** The names of both in an order that both have, as far as there is one. */
function merge(order: string[], names: string[]): string[] {
  const known = new Set(order);
  if (names.every((name) => known.has(name))) return order;
  const merged = [...order];
  let at = 0;
  for (const name of names) {
    const found = known.has(name) ? merged.indexOf(name) : -1;
    if (found >= 0) at = found + 1;
    else merged.splice(at++, 0, name);
  }
  return merged;
}

function parse(sample: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(sample);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Object.values(value).reduce<number>((most, inner) => Math.max(most, depthOf(inner)), 0);
}

/** A name that stands in the file as it is. */
function isPlainName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes.
  return !/["\\\x00-\x1f]/.test(name) && name.isWellFormed();
}
