import type { EmitContext, FunctionDefinition } from '#sql/functions/definition.ts';
import { date, time, timestamp, timestamptz, timetz, varchar } from '#sql/functions/return-types.ts';
import { sessionFacts } from '#sql/functions/session-facts.ts';
import { localMoment, wholeSeconds, zonedMoment } from '#sql/functions/session-moment.ts';
import { zoneName } from '#sql/functions/zone-name.ts';

const clock = sessionFacts('date and time');

const transactionStart = (context: EmitContext) => context.session.transactionStart;

/** The clock: values are those of the statement's or the transaction's start, in the session's time zone. */
export const dateClock: FunctionDefinition[] = [
  clock('getdate', timestamp, (context) => localMoment(wholeSeconds(context.session.statementStart))),
  clock('sysdate', timestamp, (context) => localMoment(transactionStart(context)), { label: 'timestamp' }),
  clock('current_date', date, (context) => `CAST(${localMoment(transactionStart(context))} AS DATE)`, {
    label: 'date',
  }),
  clock('current_timestamp', timestamptz, (context) => zonedMoment(transactionStart(context)), {
    leaderOnly: true,
    label: 'timestamptz',
  }),
  clock('now', timestamptz, (context) => zonedMoment(transactionStart(context)), { leaderOnly: true }),
  clock('localtimestamp', timestamp, (context) => localMoment(transactionStart(context)), {
    leaderOnly: true,
    label: 'timestamp',
  }),
  clock('localtime', time, (context) => `CAST(${localMoment(transactionStart(context))} AS TIME)`, {
    leaderOnly: true,
    label: 'time',
  }),
  clock('current_time', timetz, (context) => `CAST(${zonedMoment(transactionStart(context))} AS TIMETZ)`, {
    leaderOnly: true,
    label: 'timetz',
  }),
  clock('timeofday', varchar(64), (context) => {
    const moment = localMoment(context.session.statementStart);
    const zone = zoneName(context.setting('timezone'), zonedMoment(context.session.statementStart));
    return `(strftime(${moment}, '%a %b %d %H:%M:%S.%f %Y ') || ${zone})`;
  }),
];
