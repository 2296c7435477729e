import { fail } from '#base/errors.ts';
import type { BoundArgument, FunctionDefinition } from '#sql/functions/definition.ts';
import { bool, longVarchar, superType } from '#sql/functions/return-types.ts';
import { jsonText } from '#sql/functions/super-value.ts';

/** Elements are put together as text, so that numbers keep their digits. */
function emitArray(args: BoundArgument[]): string {
  if (args.length === 0) return "CAST('[]' AS JSON)";
  const items = args.map((argument) => `coalesce(${jsonText(argument, 'ARRAY')}, 'null')`);
  return `CAST('[' || ${items.join(" || ',' || ")} || ']' AS JSON)`;
}

function emitObject(args: BoundArgument[]): string {
  if (args.length % 2 !== 0) {
    throw fail('invalid_parameter_value', 'OBJECT function must have an even number of arguments');
  }
  if (args.length === 0) return "CAST('{}' AS JSON)";
  const pairs: string[] = [];
  for (let index = 0; index < args.length; index += 2) {
    const key = `CAST(to_json(CAST(${args[index]!.sql} AS VARCHAR)) AS VARCHAR)`;
    pairs.push(`${key} || ':' || coalesce(${jsonText(args[index + 1]!, 'OBJECT')}, 'null')`);
  }
  return `CAST('{' || ${pairs.join(" || ',' || ")} || '}' AS JSON)`;
}

/** Functions that make SUPER values and write them out. */
export const superBuild: FunctionDefinition[] = [
  {
    name: 'array',
    family: 'super',
    overloads: [{ args: [], variadic: 'any', returns: superType, emit: emitArray }],
  },
  {
    name: 'object',
    family: 'super',
    overloads: [{ args: [], variadic: 'any', returns: superType, emit: emitObject }],
  },
  {
    name: 'json_parse',
    family: 'json',
    overloads: [
      { args: ['string'], returns: superType, emit: 'rs_json_parse({0})' },
      { args: ['varbyte'], returns: superType, emit: 'rs_json_parse(decode({0}))' },
    ],
    note: 'An object with a repeated attribute is kept as it is.',
  },
  {
    name: 'can_json_parse',
    family: 'json',
    overloads: [
      { args: ['string'], returns: bool, emit: 'rs_json_valid({0})' },
      {
        args: ['varbyte'],
        returns: bool,
        emit: 'CASE WHEN {0} IS NOT NULL THEN coalesce(rs_json_valid(try(decode({0}))), false) END',
      },
    ],
  },
  {
    name: 'json_serialize',
    family: 'json',
    overloads: [{ args: ['super'], returns: longVarchar, emit: 'rs_json_serialize({0})' }],
  },
  {
    name: 'json_serialize_to_varbyte',
    family: 'json',
    overloads: [
      {
        args: ['super'],
        returns: { name: 'varbyte', length: 16_777_216 },
        emit: 'encode(CAST({0} AS VARCHAR))',
      },
    ],
  },
  {
    name: 'object_transform',
    family: 'super',
    overloads: [],
    notSupported: true,
  },
];
