import { engineType } from '#sql/engine-type.ts';
import { aggregateCall, plainAggregateCall } from '#sql/functions/aggregate-call.ts';
import type {
  ArgumentClass,
  BoundArgument,
  EmitContext,
  FunctionDefinition,
  Overload,
} from '#sql/functions/definition.ts';
import { exactSum } from '#sql/functions/exact-sum.ts';
import { bool, float8, int8, numeric, typeOf } from '#sql/functions/return-types.ts';
import type { SqlType } from '#sql/types.ts';

function aggregate(
  name: string,
  overloads: Overload[],
  more: Partial<FunctionDefinition> = {},
): FunctionDefinition {
  return { name, family: 'aggregate', aggregate: true, overloads, ...more };
}

/** Integers add up to bigint, decimals to 38 digits of the same scale, floats to double (documented). */
function totalType([argument]: BoundArgument[]): SqlType {
  const { type } = argument!;
  if (type.name === 'numeric') return numeric(38, type.scale);
  return type.name.startsWith('float') ? float8 : int8;
}

function emitSum(args: BoundArgument[], context: EmitContext): string {
  return `CAST(${exactSum(args[0]!, context)} AS ${engineType(totalType(args))})`;
}

/** AVG of whole numbers drops the fraction; of decimals it is worked out in decimal. Neither meets a double. */
function emitAverage(args: BoundArgument[], context: EmitContext): string {
  const { sql, type } = args[0]!;
  const returns = totalType(args);
  if (returns.name === 'float8') return aggregateCall('avg', [`CAST(${sql} AS DOUBLE)`], context);
  const sum = exactSum(args[0]!, context);
  const count = aggregateCall('count', [sql], context);
  if (type.name !== 'numeric') return `CAST(${sum} // ${count} AS BIGINT)`;
  return `rs_decimal_average_${type.scale}(${sum}, ${count})`;
}

function emitCount(args: BoundArgument[], context: EmitContext): string {
  if (args.length === 0) return plainAggregateCall('count', ['*'], context);
  if (context.approximate && context.distinct) {
    return plainAggregateCall('approx_count_distinct', [args[0]!.sql], context);
  }
  return aggregateCall('count', [args[0]!.sql], context);
}

/** Statistics are doubles whatever they are of. */
function statistic(name: string, engineName: string): FunctionDefinition {
  const emit = (args: BoundArgument[], context: EmitContext) =>
    aggregateCall(engineName, [`CAST(${args[0]!.sql} AS DOUBLE)`], context);
  return aggregate(name, [{ args: ['number'], returns: float8, emit }]);
}

function sameType(name: string, engineName: string, argument: ArgumentClass): FunctionDefinition {
  const emit = (args: BoundArgument[], context: EmitContext) =>
    aggregateCall(engineName, [args[0]!.sql], context);
  return aggregate(name, [{ args: [argument], returns: typeOf(0), emit }]);
}

function logical(name: string): FunctionDefinition {
  const emit = (args: BoundArgument[], context: EmitContext) =>
    plainAggregateCall(name, [args[0]!.sql], context);
  const emitWhole = (args: BoundArgument[], context: EmitContext) =>
    plainAggregateCall(name, [`${args[0]!.sql} <> 0`], context);
  return aggregate(name, [
    { args: ['bool'], returns: bool, emit },
    { args: ['integer'], returns: bool, emit: emitWhole },
  ]);
}

export const aggregates: FunctionDefinition[] = [
  aggregate(
    'count',
    [
      { args: [], returns: int8, emit: emitCount },
      { args: ['any'], returns: int8, emit: emitCount },
    ],
    { star: true, approximate: true },
  ),
  aggregate(
    'hll',
    [
      {
        args: ['any'],
        returns: int8,
        emit: (args, context) => plainAggregateCall('approx_count_distinct', [args[0]!.sql], context),
      },
    ],
    { family: 'hyperloglog', note: "An estimate like Redshift's, by other sketches." },
  ),
  aggregate('sum', [{ args: ['number'], returns: totalType, emit: emitSum }]),
  aggregate('avg', [{ args: ['number'], returns: totalType, emit: emitAverage }]),
  sameType('min', 'min', 'any'),
  sameType('max', 'max', 'any'),
  sameType('any_value', 'any_value', 'any'),
  logical('bool_and'),
  logical('bool_or'),
  {
    ...sameType('bit_and', 'bit_and', 'integer'),
    overloads: bitwise('bit_and', 'bool_and'),
  },
  {
    ...sameType('bit_or', 'bit_or', 'integer'),
    overloads: bitwise('bit_or', 'bool_or'),
  },
  statistic('stddev_samp', 'stddev_samp'),
  { ...statistic('stddev', 'stddev_samp'), label: 'stddev_samp' },
  statistic('stddev_pop', 'stddev_pop'),
  statistic('var_samp', 'var_samp'),
  { ...statistic('variance', 'var_samp'), label: 'var_samp' },
  statistic('var_pop', 'var_pop'),
];

/** BIT_AND and BIT_OR also take booleans. */
function bitwise(engineName: string, booleanName: string): Overload[] {
  return [
    {
      args: ['bool'],
      returns: bool,
      emit: (args, context) => plainAggregateCall(booleanName, [args[0]!.sql], context),
    },
    {
      args: ['integer'],
      returns: typeOf(0),
      emit: (args, context) => plainAggregateCall(engineName, [args[0]!.sql], context),
    },
  ];
}
