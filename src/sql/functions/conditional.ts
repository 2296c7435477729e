import type { BoundArgument, FunctionDefinition } from '#sql/functions/definition.ts';
import { typeOf } from '#sql/functions/return-types.ts';

function everyArgument(count: number): number[][] {
  return [[...Array(count).keys()]];
}

/** DECODE(e, s, r, s, r …, default): searches are compared with `e`, results and the default are one type. */
function decodeGroups(count: number): number[][] {
  const compared = [0];
  const results: number[] = [];
  for (let index = 1; index < count; index += 1) {
    const search = index % 2 === 1 && index < count - 1;
    (search ? compared : results).push(index);
  }
  return [compared, results];
}

/** NULL matches NULL here, unlike in CASE. A constant search needs no such care. */
function emitDecode(args: BoundArgument[]): string {
  const [subject, ...rest] = args as [BoundArgument, ...BoundArgument[]];
  const branches: string[] = [];
  let index = 0;
  for (; index + 1 < rest.length; index += 2) {
    const search = rest[index]!;
    const test = search.literal === undefined ? 'IS NOT DISTINCT FROM' : '=';
    branches.push(`WHEN ${subject.sql} ${test} ${search.sql} THEN ${rest[index + 1]!.sql}`);
  }
  const otherwise = index < rest.length ? ` ELSE ${rest[index]!.sql}` : '';
  return `(CASE ${branches.join(' ')}${otherwise} END)`;
}

function callOf(name: string) {
  return (args: BoundArgument[]) => `${name}(${args.map((argument) => argument.sql).join(', ')})`;
}

export const conditional: FunctionDefinition[] = [
  {
    name: 'coalesce',
    aliases: ['nvl'],
    label: 'coalesce',
    family: 'conditional',
    overloads: [
      { args: ['any'], variadic: 'any', unify: everyArgument, returns: typeOf(0), emit: callOf('coalesce') },
    ],
  },
  {
    name: 'nvl2',
    family: 'conditional',
    label: 'case',
    overloads: [
      {
        args: ['any', 'any', 'any'],
        unify: () => [[1, 2]],
        returns: typeOf(1),
        emit: '(CASE WHEN {0} IS NOT NULL THEN {1} ELSE {2} END)',
      },
    ],
  },
  {
    name: 'nullif',
    family: 'conditional',
    label: 'case',
    overloads: [{ args: ['any', 'any'], unify: everyArgument, returns: typeOf(0), emit: 'nullif({0}, {1})' }],
  },
  {
    name: 'decode',
    family: 'conditional',
    label: 'case',
    overloads: [
      {
        args: ['any', 'any', 'any'],
        variadic: 'any',
        unify: decodeGroups,
        returns: typeOf(2),
        emit: emitDecode,
      },
    ],
  },
  {
    name: 'greatest',
    family: 'conditional',
    overloads: [
      { args: ['any'], variadic: 'any', unify: everyArgument, returns: typeOf(0), emit: callOf('greatest') },
    ],
  },
  {
    name: 'least',
    family: 'conditional',
    overloads: [
      { args: ['any'], variadic: 'any', unify: everyArgument, returns: typeOf(0), emit: callOf('least') },
    ],
  },
];
