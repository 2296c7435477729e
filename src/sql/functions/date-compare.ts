import type { FunctionDefinition } from '#sql/functions/definition.ts';
import { int4 } from '#sql/functions/return-types.ts';

type Moment = 'date' | 'timestamp' | 'timestamptz';

/** Two moments of different types meet in the wider one, in the session's time zone. */
function comparison(name: string, left: Moment, right: Moment): FunctionDefinition {
  const order: Moment[] = ['date', 'timestamp', 'timestamptz'];
  const wider = order[Math.max(order.indexOf(left), order.indexOf(right))]!;
  const emit = `rs_compare(CAST({0} AS ${wider}), CAST({1} AS ${wider}))`;
  return { name, family: 'date and time', overloads: [{ args: [left, right], returns: int4, emit }] };
}

/** -1, 0 or 1 as the first is earlier, the same or later. */
export const dateCompare: FunctionDefinition[] = [
  comparison('date_cmp', 'date', 'date'),
  comparison('date_cmp_timestamp', 'date', 'timestamp'),
  comparison('date_cmp_timestamptz', 'date', 'timestamptz'),
  comparison('timestamp_cmp', 'timestamp', 'timestamp'),
  comparison('timestamp_cmp_date', 'timestamp', 'date'),
  comparison('timestamp_cmp_timestamptz', 'timestamp', 'timestamptz'),
  comparison('timestamptz_cmp', 'timestamptz', 'timestamptz'),
  comparison('timestamptz_cmp_date', 'timestamptz', 'date'),
  comparison('timestamptz_cmp_timestamp', 'timestamptz', 'timestamp'),
  {
    name: 'interval_cmp',
    family: 'date and time',
    overloads: [{ args: ['interval', 'interval'], returns: int4, emit: 'rs_compare({0}, {1})' }],
  },
  {
    name: 'isfinite',
    family: 'date and time',
    leaderOnly: true,
    overloads: [
      { args: ['timestamp'], returns: { name: 'bool' }, emit: 'isfinite({0})' },
      { args: ['timestamptz'], returns: { name: 'bool' }, emit: 'isfinite({0})' },
    ],
  },
  {
    name: 'age',
    family: 'date and time',
    leaderOnly: true,
    overloads: [{ args: ['timestamp', 'timestamp'], returns: { name: 'interval' }, emit: 'age({0}, {1})' }],
  },
];
