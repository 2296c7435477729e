import { timeZone } from '#sql/engine/algorithms/time-zone.ts';
import type { BoundArgument, FunctionDefinition } from '#sql/functions/definition.ts';
import { timestamp, timestamptz } from '#sql/functions/return-types.ts';
import { quoteLiteral } from '#sql/quote.ts';

const utc: BoundArgument = { sql: "'UTC'", type: { name: 'varchar', length: 3 }, literal: 'UTC' };

/** TIMESTAMPTZ of a wall clock reading in a zone. A constant zone is looked up now, any other row by row. */
export function momentInZone(local: string, zone: BoundArgument): string {
  if (zone.literal === undefined) return `rs_moment_in_zone(${local}, ${zone.sql})`;
  const found = timeZone(zone.literal);
  if (found.kind === 'named') return `timezone(${quoteLiteral(found.name)}, ${local})`;
  if (found.seconds === 0) return `timezone('UTC', ${local})`;
  return `timezone('UTC', ${local} - to_seconds(${found.seconds}))`;
}

/** TIMESTAMP that clocks of a zone show at a moment. */
export function clockInZone(moment: string, zone: BoundArgument): string {
  if (zone.literal === undefined) return `rs_clock_in_zone(${moment}, ${zone.sql})`;
  const found = timeZone(zone.literal);
  if (found.kind === 'named') return `timezone(${quoteLiteral(found.name)}, ${moment})`;
  if (found.seconds === 0) return `timezone('UTC', ${moment})`;
  return `(timezone('UTC', ${moment}) + to_seconds(${found.seconds}))`;
}

function emitConvert(args: BoundArgument[]): string {
  const [source, target, local] = args.length === 3 ? args : [utc, ...args];
  return clockInZone(momentInZone(local!.sql, source!), target!);
}

export const dateZone: FunctionDefinition[] = [
  {
    name: 'convert_timezone',
    family: 'date and time',
    overloads: [
      { args: ['string', 'timestamp'], returns: timestamp, emit: emitConvert },
      { args: ['string', 'string', 'timestamp'], returns: timestamp, emit: emitConvert },
    ],
  },
  {
    name: 'timezone',
    family: 'date and time',
    overloads: [
      {
        args: ['string', 'timestamp'],
        returns: timestamptz,
        emit: (args) => momentInZone(args[1]!.sql, args[0]!),
      },
      {
        args: ['string', 'timestamptz'],
        returns: timestamp,
        emit: (args) => clockInZone(args[1]!.sql, args[0]!),
      },
    ],
  },
];
