import type { RelationColumn } from '#sql/catalog-reader.ts';
import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import type { SqlType } from '#sql/types.ts';
import { provenPattern } from '#warehouse/copy/json/proven-values.ts';

/**
 * What the records of one file look like: a pattern for one line, made from the names that the first records have, in their order.
 * A line that follows it is one flat-enough object, well-formed, without repeated names, and has in each wanted place
 * only values of which the engine's reader tells the text that stands in the file, or, for numbers into number columns, the
 * same number. So lines that follow it are the engine's, and all others the decoder's.
 */
export interface JsonTemplate {
  /** Sticky, for text in which each character is a byte. Matches a line with its line feed. */
  line: RegExp;
  /** Matches lines in which the values of the columns that are `proven` follow `provenPattern`, too. */
  provenLine: RegExp;
  proven: boolean[];
  /** The member that each column takes. */
  members: string[];
}

/** How a load finds the columns' members. */
export interface MemberNames {
  columns: readonly Pick<RelationColumn, 'type' | 'notNull'>[];
  /** For each column. */
  names: readonly string[];
  ignoreCase: boolean;
  conversion: ConversionOptions;
}

const blanks = '[ \\t]*';
const plainCharacters = '[^"\\\\\\x00-\\x1f]*';
/** Half a surrogate pair and NUL are the decoder's. */
const codePoint =
  'u(?:(?!0000)[0-9a-ceA-CEfF][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}|[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2})';
const text = string(`["\\\\/bfnrt]|${codePoint}`);
/** Escapes that the engine writes as it reads them. */
const keptText = string('["\\\\bfnrt]');
const numberEnd = '(?![0-9.eE])';
/** The engine makes 0 of -0. */
const integer = `(?:0|-?[1-9][0-9]*)${numberEnd}`;
/** Fifteen digits survive a floating-point number, and below 0.0001 the engine writes an exponent. */
const fewDigits = '(?!-?[0-9.]{17})';
const keptFraction = `${fewDigits}(?:-?[1-9][0-9]*\\.(?:[0-9]*[1-9]|0)|0\\.0|-?0\\.(?!0000)[0-9]*[1-9])${numberEnd}`;
const sameFraction = `${fewDigits}(?:-?[1-9][0-9]*\\.[0-9]+|-?0\\.(?:(?!0000)[0-9]+|0+))${numberEnd}`;
/** None of these is too small to be told from 0. */
const sameFloat =
  '-?(?:0|[1-9][0-9]*)(?:\\.(?!0{40})[0-9]+(?:[eE][+-]?[0-9]{1,2})?|[eE][+-]?[0-9]{1,2})(?![0-9.eE])';
const anyNumber = '-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?';
const words = 'true|false|null';
/** The engine may write a nested number otherwise, so that only those are known that it keeps. */
const keptScalar = `${keptText}|${integer}|${keptFraction}|${words}`;
const anyScalar = `${text}|${anyNumber}|${words}`;

function string(escapes: string): string {
  return `"${plainCharacters}(?:\\\\(?:${escapes})${plainCharacters})*"`;
}

/** Values that a column of this type may have, as a pattern without its boundary. */
function valuePattern(type: SqlType, { depth, fractions }: Seen): string {
  const scalar = (string: string, fraction: string) => {
    const numbers = fractions ? [fraction, integer] : [integer, fraction];
    return [string, ...numbers, words].join('|');
  };
  switch (type.name) {
    case 'numeric':
      return scalar(text, sameFraction);
    case 'float8':
      return scalar(text, sameFloat);
    case 'float4':
      return scalar(text, `${fewDigits}${sameFloat}`);
    case 'super':
      return nested(scalar(keptText, keptFraction), keptScalar, keptText, '', depth);
    default:
      return nested(scalar(text, keptFraction), keptScalar, keptText, '', depth);
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

/** What the first values of a member were like. */
interface Seen {
  /** Levels of nesting. */
  depth: number;
  /** Some number has a fraction: what is looked for first. */
  fractions: boolean;
}

/** Levels of nesting that a pattern still takes. */
const depthMax = 3;
const membersMax = 500;

/** Undefined where these records tell nothing, or something that the engine's reader would not do. */
export function jsonTemplate(samples: readonly string[], wanted: MemberNames): JsonTemplate | undefined {
  const seen = new Map<string, Seen>();
  let order: string[] = [];
  for (const sample of samples) {
    const record = parse(sample);
    if (!record) continue;
    order = merge(order, Object.keys(record));
    for (const [name, value] of Object.entries(record)) {
      const before = seen.get(name);
      const depth = Math.max(before?.depth ?? 0, depthOf(value, depthMax));
      const fractions = before?.fractions || (typeof value === 'number' && !Number.isInteger(value));
      seen.set(name, { depth, fractions });
    }
  }
  if (order.length === 0 || order.length > membersMax || !order.every(isPlainName)) return undefined;
  const fold = (name: string) => (wanted.ignoreCase ? name.toLowerCase() : name);
  const members = wanted.names.map((name) => order.filter((other) => fold(other) === fold(name)));
  if (members.some((found) => found.length > 1)) return undefined;
  const columnsOf = new Map<string, number[]>();
  for (const [column, [name]] of members.entries())
    if (name !== undefined) columnsOf.set(name, [...(columnsOf.get(name) ?? []), column]);
  const found = order.map((name) => memberPatterns(name, columnsOf.get(name) ?? [], wanted, seen.get(name)));
  // To look for blanks where there are none costs a third of the look.
  const space = samples.some((sample) => /^\{ |": |, "/.test(sample)) ? ' ?' : '';
  return {
    line: linePattern(
      found.map(({ any }) => any),
      blanks,
    ),
    provenLine: linePattern(
      found.map(({ any, proven }) => proven ?? any),
      space,
    ),
    proven: members.map(([name]) => name !== undefined && found[order.indexOf(name)]?.proven !== undefined),
    members: members.map(([name], column) => name ?? wanted.names[column] ?? ''),
  };
}

interface MemberPattern {
  name: string;
  value: string;
  required: boolean;
}

function linePattern(members: MemberPattern[], space: string): RegExp {
  const parts = members.map(({ name, value, required }) => {
    const literal = Buffer.from(name)
      .toString('latin1')
      .replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    const next = `(?:,${space}(?=")|(?=\\}))`;
    return `(?:"${literal}"${space}:${space}(?:${value})${space}${next})${required ? '' : '?'}`;
  });
  return new RegExp(`\\{${space}${parts.join('')}\\}[ \\t\\r]*\\n`, 'y');
}

function memberPatterns(
  name: string,
  columns: number[],
  { columns: all, conversion }: MemberNames,
  seen: Seen = { depth: 0, fractions: false },
): { any: MemberPattern; proven: MemberPattern | undefined } {
  const targets = columns.flatMap((column) => all[column] ?? []);
  // A value for several columns has to be right for each.
  const values = targets.map(({ type }) => valuePattern(type, seen));
  const last = values.pop() ?? nested(anyScalar, anyScalar, text, blanks, seen.depth);
  const others = values.map((value) => `(?=(?:${value})${blanks}[,}])`).join('');
  const [only] = targets;
  const value = targets.length === 1 && only ? provenPattern(only.type, conversion) : undefined;
  return {
    any: { name, value: others ? `${others}(?:${last})` : last, required: false },
    proven:
      value && only
        ? { name, value: only.notNull ? value : `${value}|null`, required: only.notNull }
        : undefined,
  };
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

/** Levels of nesting, looked at as deep as `most`: text from outside may have more than the stack. */
function depthOf(value: unknown, most: number): number {
  if (typeof value !== 'object' || value === null || most === 0) return 0;
  return (
    1 +
    Object.values(value).reduce<number>((deepest, inner) => Math.max(deepest, depthOf(inner, most - 1)), 0)
  );
}

/** A name that stands in the file as it is. */
function isPlainName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes.
  return !/["\\\x00-\x1f]/.test(name) && name.isWellFormed();
}
