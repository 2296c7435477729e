import type { BoundArgument, FunctionDefinition, Overload } from '#sql/functions/definition.ts';
import { byteLength, int4, longVarchar, sameLength, varchar } from '#sql/functions/return-types.ts';

function text(
  name: string,
  overloads: Overload[],
  more: Partial<FunctionDefinition> = {},
): FunctionDefinition {
  return { name, family: 'string', overloads, ...more };
}

/** A whole number written as a constant, else undefined. */
function constant(argument: BoundArgument | undefined): number | undefined {
  const value = argument?.literal;
  return value !== undefined && /^-?\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/**
 * Positions before the first character count as positions (substring('abc', 0, 2) is 'a'); DuckDB would count
 * them from the end. Constants, by far the commonest, go straight to its built-in.
 */
function emitSubstring(args: BoundArgument[]): string {
  const [source, start, length] = args as [BoundArgument, BoundArgument, BoundArgument | undefined];
  const from = constant(start);
  if (length === undefined) {
    return from !== undefined
      ? `substring(${source.sql}, ${Math.max(from, 1)})`
      : `rs_substring_from(${source.sql}, ${start.sql})`;
  }
  const count = constant(length);
  if (from === undefined || count === undefined || count < 0) {
    return `rs_substring(${source.sql}, ${start.sql}, ${length.sql})`;
  }
  return `substring(${source.sql}, ${Math.max(from, 1)}, ${Math.max(count + Math.min(from, 1) - 1, 0)})`;
}

function trim(name: string, engineName: string): FunctionDefinition {
  return text(name, [
    { args: ['string'], returns: sameLength(0), emit: `${engineName}({0})` },
    { args: ['string', 'string'], returns: sameLength(0), emit: `${engineName}({0}, {1})` },
  ]);
}

function pad(name: string): FunctionDefinition {
  const returns = (args: BoundArgument[]) => varchar((constant(args[1]) ?? 65535) * 4);
  return text(name, [
    { args: ['string', 'integer'], returns, emit: `${name}({0}, CAST({1} AS INTEGER), ' ')` },
    {
      args: ['string', 'integer', 'string'],
      returns,
      emit: (args) =>
        args[2]!.literal
          ? `${name}(${args[0]!.sql}, CAST(${args[1]!.sql} AS INTEGER), ${args[2]!.sql})`
          : `rs_${name}(${args[0]!.sql}, CAST(${args[1]!.sql} AS INTEGER), ${args[2]!.sql})`,
    },
  ]);
}

export const stringBasics: FunctionDefinition[] = [
  text(
    'len',
    [
      { args: ['varbyte'], returns: int4, emit: 'CAST(octet_length({0}) AS INTEGER)' },
      { args: ['string'], returns: int4, emit: 'CAST(length({0}) AS INTEGER)' },
    ],
    { aliases: ['length', 'char_length', 'character_length', 'textlen'] },
  ),
  text('octet_length', [
    { args: ['varbyte'], returns: int4, emit: 'CAST(octet_length({0}) AS INTEGER)' },
    { args: ['string'], returns: int4, emit: 'CAST(strlen({0}) AS INTEGER)' },
  ]),
  text('upper', [{ args: ['string'], returns: sameLength(0), emit: 'upper({0})' }]),
  text('lower', [{ args: ['string'], returns: sameLength(0), emit: 'lower({0})' }]),
  text('initcap', [{ args: ['string'], returns: sameLength(0), emit: 'rs_initcap({0})' }]),
  text(
    'substring',
    [
      {
        args: ['varbyte', 'integer'],
        returns: (args) => args[0]!.type,
        emit: 'rs_substring_bytes_from({0}, {1})',
      },
      {
        args: ['varbyte', 'integer', 'integer'],
        returns: (args) => args[0]!.type,
        emit: 'rs_substring_bytes({0}, {1}, {2})',
      },
      { args: ['string', 'integer', 'integer'], optional: 1, returns: sameLength(0), emit: emitSubstring },
    ],
    { aliases: ['substr'] },
  ),
  text('left', [{ args: ['string', 'integer'], returns: sameLength(0), emit: 'left({0}, {1})' }]),
  text('right', [{ args: ['string', 'integer'], returns: sameLength(0), emit: 'right({0}, {1})' }]),
  trim('btrim', 'trim'),
  trim('ltrim', 'ltrim'),
  trim('rtrim', 'rtrim'),
  { ...trim('trim', 'trim'), label: 'btrim' },
  pad('lpad'),
  pad('rpad'),
  text('replace', [
    { args: ['string', 'string', 'string'], returns: longVarchar, emit: 'replace({0}, {1}, {2})' },
  ]),
  text('translate', [
    { args: ['string', 'string', 'string'], returns: longVarchar, emit: 'translate({0}, {1}, {2})' },
  ]),
  text('reverse', [{ args: ['string'], returns: sameLength(0), emit: 'reverse({0})' }]),
  text(
    'repeat',
    [
      {
        args: ['string', 'integer'],
        returns: (args) => varchar(byteLength(args[0]!) * (constant(args[1]) ?? 65535)),
        emit: 'repeat({0}, {1})',
      },
    ],
    { aliases: ['replicate'] },
  ),
  text('concat', [
    {
      args: ['string', 'string'],
      returns: (args) => varchar(byteLength(args[0]!) + byteLength(args[1]!)),
      emit: '({0} || {1})',
    },
  ]),
];
