import { engineType } from '#sql/engine-type.ts';
import { aggregateCall, plainAggregateCall } from '#sql/functions/aggregate-call.ts';
import type {
  ArgumentClass,
  BoundArgument,
  EmitContext,
  FunctionDefinition,
} from '#sql/functions/definition.ts';
import { float8, longVarchar, numeric } from '#sql/functions/return-types.ts';
import type { SqlType } from '#sql/types.ts';

/** What can be interpolated. */
const interpolated: ArgumentClass[] = ['number', 'date', 'timestamp', 'timestamptz'];

/** Type of an interpolated value: whole numbers get one decimal place (`2.5`), decimals widen to 38 digits. */
function interpolatedType(type: SqlType): SqlType {
  switch (type.name) {
    case 'int2':
    case 'int4':
    case 'int8':
      return numeric(38, 1);
    case 'numeric':
      return numeric(38, type.scale);
    case 'float4':
      return float8;
    default:
      return type;
  }
}

function emitPercentileCont(value: BoundArgument, fraction: string, context: EmitContext): string {
  const type = engineType(interpolatedType(value.type));
  const share = context.descending ? `1 - ${fraction}` : fraction;
  return `CAST(${plainAggregateCall('quantile_cont', [`CAST(${value.sql} AS ${type})`, share], context)} AS ${type})`;
}

/** Counted from the other end when the order is descending: the first value with at least that share before it. */
function emitPercentileDisc(args: BoundArgument[], context: EmitContext): string {
  const [fraction, value] = args as [BoundArgument, BoundArgument];
  const share = context.descending ? `-(${fraction.sql})` : fraction.sql;
  return plainAggregateCall('quantile_disc', [value.sql, share], context);
}

/** A delimiter of NULL is none. */
function delimiterOf(delimiter: BoundArgument | undefined): string {
  if (delimiter === undefined) return "''";
  return delimiter.literal === undefined ? `coalesce(${delimiter.sql}, '')` : delimiter.sql;
}

/** NULL and '' are left out. */
function emitListagg(args: BoundArgument[], context: EmitContext): string {
  const { sql } = args[0]!;
  const filled = { ...context, filter: ` FILTER (WHERE ${sql} <> '')` };
  return `rs_listagg_limit(${aggregateCall('string_agg', [sql, delimiterOf(args[1])], filled)})`;
}

/** Aggregates that sort their rows. */
export const orderedAggregates: FunctionDefinition[] = [
  {
    name: 'listagg',
    family: 'aggregate',
    aggregate: true,
    withinGroup: true,
    overloads: [{ args: ['string', 'string'], optional: 1, returns: longVarchar, emit: emitListagg }],
  },
  {
    name: 'median',
    family: 'aggregate',
    aggregate: true,
    overloads: interpolated.map((argument) => ({
      args: [argument],
      returns: (args) => interpolatedType(args[0]!.type),
      emit: (args, context) => emitPercentileCont(args[0]!, '0.5', context),
    })),
  },
  {
    name: 'percentile_cont',
    family: 'aggregate',
    aggregate: true,
    orderedSet: true,
    overloads: interpolated.map((argument) => ({
      args: ['float8', argument],
      returns: (args) => interpolatedType(args[1]!.type),
      emit: (args, context) => emitPercentileCont(args[1]!, args[0]!.sql, context),
    })),
  },
  {
    name: 'percentile_disc',
    family: 'aggregate',
    aggregate: true,
    orderedSet: true,
    approximate: true,
    overloads: [{ args: ['float8', 'any'], returns: (args) => args[1]!.type, emit: emitPercentileDisc }],
  },
];
