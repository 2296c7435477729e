import type { FunctionDefinition } from '#sql/functions/definition.ts';
import { int4 } from '#sql/functions/return-types.ts';

/**
 * GROUPING(a, b …) tells which grouping columns a row of ROLLUP, CUBE or GROUPING SETS leaves out: one bit per
 * argument, the last one lowest. The binder checks that the arguments are grouping expressions.
 */
export const groupingFunctions: FunctionDefinition[] = [
  {
    name: 'grouping',
    family: 'aggregate',
    aggregate: true,
    window: false,
    overloads: [
      {
        args: ['any'],
        variadic: 'any',
        returns: int4,
        emit: (args) => `CAST(grouping(${args.map((argument) => argument.sql).join(', ')}) AS INTEGER)`,
      },
    ],
  },
];
