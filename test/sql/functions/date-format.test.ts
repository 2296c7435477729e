import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { formatDate, momentFromMicros } from '#sql/engine/algorithms/format-date.ts';
import { emitDateFormat } from '#sql/functions/date-format.ts';
import { openEngine } from './engine.ts';

const patterns = [
  'BC',
  'a.d.',
  'CC',
  'YYYY',
  'YYY',
  'YY',
  'Y',
  'Y,YYY',
  'IYYY',
  'IYY',
  'IY',
  'I',
  'Q',
  'MONTH',
  'Month',
  'month',
  'MON',
  'Mon',
  'mon',
  'MM',
  'RM',
  'rm',
  'W',
  'WW',
  'IW',
  'DAY',
  'Day',
  'day',
  'DY',
  'Dy',
  'dy',
  'DDD',
  'IDDD',
  'DD',
  'D',
  'ID',
  'J',
  'HH24',
  'HH12',
  'HH',
  'MI',
  'SS',
  'MS',
  'US',
  'SSSS',
  'AM',
  'pm',
  'A.M.',
  'p.m.',
  'TZ',
  'tz',
  'OF',
];

const template = fc
  .array(
    fc.record({
      fill: fc.boolean(),
      pattern: fc.constantFrom(...patterns),
      ordinal: fc.constantFrom('', 'TH', 'th'),
      separator: fc.constantFrom('', '-', ' ', '"at the"', '%', "'"),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) =>
    parts.map((part) => `${part.fill ? 'FM' : ''}${part.pattern}${part.ordinal}${part.separator}`).join(''),
  );

test('TO_CHAR by the engine equals TO_CHAR by our own formatter', async () => {
  const engine = await openEngine();
  await fc.assert(
    fc.asyncProperty(
      template,
      fc.bigInt({ min: -30_000_000_000_000_000n, max: 200_000_000_000_000_000n }),
      async (text, micros) => {
        const moment = `make_timestamp(${micros}::BIGINT)`;
        const emitted = emitDateFormat(text, moment, {
          moment: `CAST(${moment} AS TIMESTAMPTZ)`,
          name: "'UTC'",
        });
        const reader = await engine.runAndReadAll(`SELECT ${emitted}`);
        const expected = formatDate(momentFromMicros(micros), text, {
          abbreviation: 'UTC',
          offsetSeconds: 0,
        });
        assert.equal(reader.getRows()[0]?.[0], expected);
      },
    ),
    { numRuns: 150, seed: 7 },
  );
});
