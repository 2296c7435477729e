import { fail, notSupported } from '#base/errors.ts';
import type { BoundArgument, FunctionDefinition, Overload } from '#sql/functions/definition.ts';
import { int4, longVarchar, sameLength, varchar } from '#sql/functions/return-types.ts';

function text(
  name: string,
  overloads: Overload[],
  more: Partial<FunctionDefinition> = {},
): FunctionDefinition {
  return { name, family: 'string', overloads, ...more };
}

function emitSplitPart(args: BoundArgument[]): string {
  const [source, delimiter, part] = args as [BoundArgument, BoundArgument, BoundArgument];
  const sure = /^[1-9]\d{0,8}$/.test(part.literal ?? '') && delimiter.literal !== undefined;
  return `${sure ? 'split_part' : 'rs_split_part'}(${source.sql}, ${delimiter.sql}, ${part.sql})`;
}

/** COLLATE(text, 'case_sensitive') is what every text is anyway. */
function emitCollate([source, collation]: BoundArgument[]): string {
  const name = (collation!.literal ?? '').toLowerCase();
  if (['case_sensitive', 'cs'].includes(name)) return source!.sql;
  if (['case_insensitive', 'ci'].includes(name)) throw notSupported('The case-insensitive collation');
  throw fail('undefined_object', `collation "${collation!.literal}" does not exist`);
}

/** Functions that look for text in text, or tell of characters. */
export const stringSearch: FunctionDefinition[] = [
  text('strpos', [{ args: ['string', 'string'], returns: int4, emit: 'CAST(strpos({0}, {1}) AS INTEGER)' }]),
  text('position', [
    { args: ['string', 'string'], returns: int4, emit: 'CAST(strpos({1}, {0}) AS INTEGER)' },
  ]),
  text('charindex', [
    { args: ['string', 'string'], returns: int4, emit: 'CAST(strpos({1}, {0}) AS INTEGER)' },
  ]),
  text('octetindex', [{ args: ['string', 'string'], returns: int4, emit: 'rs_octetindex({0}, {1})' }]),
  text('split_part', [
    { args: ['string', 'string', 'integer'], returns: sameLength(0), emit: emitSplitPart },
  ]),
  text('ascii', [{ args: ['string'], returns: int4, emit: 'ascii({0})' }]),
  text('chr', [{ args: ['integer'], returns: varchar(4), emit: 'chr(CAST({0} AS INTEGER))' }]),
  text(
    'bpcharcmp',
    [{ args: ['string', 'string'], returns: int4, emit: 'rs_compare(rtrim({0}), rtrim({1}))' }],
    {
      aliases: ['bttext_pattern_cmp'],
    },
  ),
  text('quote_ident', [{ args: ['string'], returns: longVarchar, emit: 'rs_quote_ident({0})' }]),
  text('quote_literal', [{ args: ['string'], returns: longVarchar, emit: 'rs_quote_literal({0})' }]),
  text('collate', [{ args: ['string', 'literal'], returns: (args) => args[0]!.type, emit: emitCollate }], {
    note: 'The case-insensitive collation is not supported.',
  }),
  text('soundex', [{ args: ['string'], returns: varchar(4), emit: 'rs_soundex({0})' }]),
  text('difference', [{ args: ['string', 'string'], returns: int4, emit: 'rs_difference({0}, {1})' }]),
];
