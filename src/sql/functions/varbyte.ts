import { fail } from '#base/errors.ts';
import type { BoundArgument, FunctionDefinition } from '#sql/functions/definition.ts';
import { byteLength, int4, longVarchar, varchar } from '#sql/functions/return-types.ts';
import type { SqlType } from '#sql/types.ts';

const longest = 1_024_000;

function varbyte(length: number): SqlType {
  return { name: 'varbyte', length: Math.min(Math.max(length, 1), longest) };
}

/** The format argument, which decides the type of the result and so has to be a constant. */
function formatOf(argument: BoundArgument): 'hex' | 'binary' | 'utf8' | 'base64' {
  const format = (argument.literal ?? '').toLowerCase().replace('utf-8', 'utf8');
  if (format === 'hex' || format === 'binary' || format === 'utf8' || format === 'base64') return format;
  throw fail(
    'invalid_parameter_value',
    `invalid format "${argument.literal}": use hex, binary, utf8 or base64`,
  );
}

const toBytes = { hex: 'rs_from_hex', binary: 'rs_from_binary', utf8: 'encode', base64: 'from_base64' };
const fromBytes = { hex: 'rs_bytes_to_hex', binary: 'rs_to_binary', utf8: 'decode', base64: 'to_base64' };

export const varbyteFunctions: FunctionDefinition[] = [
  {
    name: 'to_varbyte',
    family: 'varbyte',
    overloads: [
      {
        args: ['string', 'literal'],
        returns: (args) => varbyte(byteLength(args[0]!)),
        emit: (args) => `${toBytes[formatOf(args[1]!)]}(${args[0]!.sql})`,
      },
    ],
  },
  {
    name: 'from_varbyte',
    family: 'varbyte',
    overloads: [
      {
        args: ['varbyte', 'literal'],
        returns: (args) => varchar(byteLength(args[0]!) * (formatOf(args[1]!) === 'binary' ? 8 : 2)),
        emit: (args) => `${fromBytes[formatOf(args[1]!)]}(${args[0]!.sql})`,
      },
    ],
  },
  {
    name: 'from_hex',
    family: 'varbyte',
    overloads: [
      { args: ['string'], returns: (args) => varbyte(byteLength(args[0]!)), emit: 'rs_from_hex({0})' },
    ],
  },
  {
    name: 'to_hex',
    family: 'varbyte',
    overloads: [
      { args: ['varbyte'], returns: longVarchar, emit: 'rs_bytes_to_hex({0})' },
      { args: ['int4'], returns: varchar(8), emit: 'lower(to_hex(CAST({0} AS BIGINT) & 4294967295))' },
      { args: ['int8'], returns: varchar(16), emit: 'lower(to_hex({0}))' },
      { args: ['string'], returns: longVarchar, emit: 'rs_bytes_to_hex(encode({0}))' },
    ],
  },
  {
    name: 'getbit',
    family: 'varbyte',
    overloads: [{ args: ['varbyte', 'integer'], returns: int4, emit: 'rs_getbit({0}, {1})' }],
  },
];
