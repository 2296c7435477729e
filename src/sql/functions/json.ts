import type { BoundArgument, FunctionDefinition } from '#sql/functions/definition.ts';
import { bool, int4, longVarchar } from '#sql/functions/return-types.ts';
import { quoteLiteral } from '#sql/quote.ts';

/** DuckDB's JSON path of constant keys: `$."a"."b"`. */
function constantPath(keys: BoundArgument[]): string | undefined {
  if (keys.some((key) => key.literal === undefined || key.literal.includes('"'))) return undefined;
  return quoteLiteral(`$${keys.map((key) => `."${key.literal}"`).join('')}`);
}

function runTimePath(keys: BoundArgument[]): string {
  return `('$' || ${keys.map((key) => `rs_json_key(${key.sql})`).join(' || ')})`;
}

/** json_extract_path_text(text, key … [, null_if_invalid]). */
function emitPathText(args: BoundArgument[]): string {
  const last = args.at(-1)!;
  const flagged = last.type.name === 'bool';
  const keys = args.slice(1, flagged ? -1 : undefined);
  const path = constantPath(keys) ?? runTimePath(keys);
  return `rs_json_path_text(${args[0]!.sql}, ${path}, ${flagged ? last.sql : 'false'})`;
}

export const jsonFunctions: FunctionDefinition[] = [
  {
    name: 'is_valid_json',
    family: 'json',
    overloads: [{ args: ['string'], returns: bool, emit: 'rs_is_json_object({0})' }],
  },
  {
    name: 'is_valid_json_array',
    family: 'json',
    overloads: [{ args: ['string'], returns: bool, emit: 'rs_is_json_array({0})' }],
  },
  {
    name: 'json_array_length',
    family: 'json',
    overloads: [
      { args: ['string'], returns: int4, emit: 'rs_json_array_length({0}, false)' },
      { args: ['string', 'bool'], returns: int4, emit: 'rs_json_array_length({0}, {1})' },
    ],
  },
  {
    name: 'json_extract_array_element_text',
    family: 'json',
    overloads: [
      { args: ['string', 'integer'], returns: longVarchar, emit: 'rs_json_element_text({0}, {1}, false)' },
      {
        args: ['string', 'integer', 'bool'],
        returns: longVarchar,
        emit: 'rs_json_element_text({0}, {1}, {2})',
      },
    ],
  },
  {
    name: 'json_extract_path_text',
    family: 'json',
    overloads: [1, 2, 3, 4, 5].flatMap((depth) => {
      const keys = Array(depth).fill('string') as 'string'[];
      return [
        { args: ['string' as const, ...keys, 'bool' as const], returns: longVarchar, emit: emitPathText },
        { args: ['string' as const, ...keys], returns: longVarchar, emit: emitPathText },
      ];
    }),
  },
];
