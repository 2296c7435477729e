import type { BoundArgument, FunctionDefinition } from '#sql/functions/definition.ts';
import { bool, int4, int8, superType } from '#sql/functions/return-types.ts';
import { superValue } from '#sql/functions/super-value.ts';
import type { SqlType } from '#sql/types.ts';

function array(name: string, row: Omit<FunctionDefinition, 'name' | 'family'>): FunctionDefinition {
  return { name, family: 'super', ...row };
}

/** NULL is an element like any other unless the call or the session says otherwise. */
function search(name: string, returns: SqlType): FunctionDefinition {
  return array(name, {
    overloads: [
      {
        args: ['super', 'any', 'bool'],
        optional: 1,
        returns,
        emit: (args, context) => {
          const setting = context.setting('default_array_search_null_handling') ?? 'true';
          const otherwise = /^(f|false|off|0|no)$/i.test(setting) ? 'false' : 'true';
          const value = superValue(args[1]!, name.toUpperCase());
          return `rs_${name}(${args[0]!.sql}, ${value}, ${args[2]?.sql ?? otherwise})`;
        },
      },
    ],
  });
}

/** As a multi-set, or with a true last argument as a set. */
function setOperation(name: string): FunctionDefinition {
  return array(name, {
    overloads: [
      {
        args: ['super', 'super', 'bool'],
        optional: 1,
        returns: superType,
        emit: (args) => `rs_${name}(${args[0]!.sql}, ${args[1]!.sql}, ${args[2]?.sql ?? 'false'})`,
      },
    ],
  });
}

/** array_sort(array [, ascending [, nulls first]]); NULL counts as the greatest unless told otherwise. */
function emitSort([value, ascending, nullsFirst]: BoundArgument[]): string {
  const up = ascending?.sql ?? 'true';
  return `rs_array_sort(${value!.sql}, ${up}, ${nullsFirst?.sql ?? `NOT (${up})`})`;
}

/** Functions on SUPER arrays; anything that is no array gives NULL. */
export const superArray: FunctionDefinition[] = [
  array('array_concat', {
    overloads: [{ args: ['super', 'super'], returns: superType, emit: 'rs_array_concat({0}, {1})' }],
  }),
  array('array_flatten', {
    overloads: [
      { args: ['super'], returns: superType, emit: 'CAST(rs_array_flatten(CAST({0} AS VARCHAR)) AS JSON)' },
    ],
  }),
  array('get_array_length', {
    overloads: [{ args: ['super'], returns: int8, emit: 'rs_get_array_length({0})' }],
  }),
  array('subarray', {
    overloads: [
      { args: ['super', 'integer'], returns: superType, emit: 'rs_subarray({0}, {1}, 2147483647)' },
      { args: ['super', 'integer', 'integer'], returns: superType, emit: 'rs_subarray({0}, {1}, {2})' },
    ],
  }),
  array('split_to_array', {
    overloads: [
      { args: ['string'], returns: superType, emit: "to_json(string_split({0}, ','))" },
      { args: ['string', 'string'], returns: superType, emit: 'to_json(string_split({0}, {1}))' },
    ],
  }),
  search('array_contains', bool),
  search('array_position', int4),
  search('array_positions', superType),
  array('array_distinct', {
    overloads: [{ args: ['super'], returns: superType, emit: 'rs_array_distinct({0})' }],
  }),
  array('array_union', {
    overloads: [
      { args: ['super', 'super'], returns: superType, emit: 'rs_array_distinct(rs_array_concat({0}, {1}))' },
    ],
  }),
  setOperation('array_except'),
  setOperation('array_intersection'),
  array('arrays_overlap', {
    overloads: [{ args: ['super', 'super'], returns: bool, emit: 'rs_arrays_overlap({0}, {1})' }],
  }),
  array('array_sort', {
    overloads: [{ args: ['super', 'bool', 'bool'], optional: 2, returns: superType, emit: emitSort }],
  }),
];
