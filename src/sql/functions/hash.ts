import type { BoundArgument, FunctionDefinition } from '#sql/functions/definition.ts';
import { varchar } from '#sql/functions/return-types.ts';

function digest(name: string, emit: string, length: number, aliases?: string[]): FunctionDefinition {
  const row: FunctionDefinition = {
    name,
    family: 'hash',
    overloads: [{ args: ['string'], returns: varchar(length), emit }],
  };
  return aliases === undefined ? row : { ...row, aliases };
}

/** SHA2(text, bits): 0 means 256; any other unknown number of bits gives ''. */
function emitSha2(args: BoundArgument[]): string {
  const [text, bits] = args as [BoundArgument, BoundArgument];
  if (bits.literal === '256' || bits.literal === '0') return `sha256(${text.sql})`;
  return `rs_sha2(${text.sql}, CAST(${bits.sql} AS INTEGER))`;
}

export const hashFunctions: FunctionDefinition[] = [
  digest('md5', 'md5({0})', 32),
  digest('sha1', 'sha1({0})', 40, ['sha', 'func_sha1']),
  {
    name: 'sha2',
    family: 'hash',
    overloads: [{ args: ['string', 'integer'], returns: varchar(128), emit: emitSha2 }],
  },
  digest('crc32', 'rs_crc32({0})', 8),
];
