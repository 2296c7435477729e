import type { ArgumentClass, BoundArgument, EmitContext } from '#sql/functions/definition.ts';
import type { SessionFacts } from '#sql/plan.ts';
import type { SqlType } from '#sql/types.ts';

function sample(sql: string, type: SqlType, literal?: string): BoundArgument {
  return literal === undefined ? { sql, type } : { sql, type, literal };
}

const int4: SqlType = { name: 'int4' };
const text: SqlType = { name: 'varchar', length: 20 };

const integers = [
  sample('CAST(2 AS SMALLINT)', { name: 'int2' }),
  sample('CAST(2 AS INTEGER)', int4),
  sample('2', int4, '2'),
  sample('CAST(2 AS BIGINT)', { name: 'int8' }),
];
const numbers = [
  ...integers,
  sample('CAST(0.5 AS DECIMAL(10,2))', { name: 'numeric', precision: 10, scale: 2 }),
  sample('CAST(0.5 AS DECIMAL(38,10))', { name: 'numeric', precision: 38, scale: 10 }),
  sample('CAST(0.5 AS FLOAT)', { name: 'float4' }),
  sample('CAST(0.5 AS DOUBLE)', { name: 'float8' }),
];
const strings = [sample("CAST('1' AS VARCHAR)", text), sample("'1'", text, '1')];
const moments: BoundArgument[] = [
  sample("DATE '2020-02-29'", { name: 'date' }),
  sample("TIMESTAMP '2020-02-29 10:11:12.5'", { name: 'timestamp' }),
  sample("TIMESTAMPTZ '2020-02-29 10:11:12.5+00'", { name: 'timestamptz' }),
];
const clocks: BoundArgument[] = [
  sample("TIME '10:11:12.5'", { name: 'time' }),
  sample("TIMETZ '10:11:12.5+00'", { name: 'timetz' }),
];
const documents = [sample(`CAST('[1,2]' AS JSON)`, { name: 'super' })];
const bytes = [sample("CAST('\\xAB\\xCD' AS BLOB)", { name: 'varbyte', length: 2 })];
const intervals = [sample("INTERVAL '1 day'", { name: 'interval' })];
const truths = [sample('(1 = 1)', { name: 'bool' })];

/** Arguments as the binder would hand them over, one or more for every class. */
export function samplesOf(argument: ArgumentClass): BoundArgument[] {
  switch (argument) {
    case 'any':
      return [...numbers, ...strings, ...moments, ...truths];
    case 'string':
      return strings;
    case 'number':
      return numbers;
    case 'integer':
      return integers;
    case 'datetime':
      return [...moments, ...clocks];
    case 'date part':
      return [sample("'hour'", text, 'hour')];
    case 'literal':
      return ['1', 'i', 'hex', 'utf8', 'binary', 'base64', 'case_sensitive'].map((word) =>
        sample(`'${word}'`, text, word),
      );
    case 'varbyte':
      return bytes;
    case 'super':
      return documents;
    default: {
      const all = [
        ...numbers,
        ...strings,
        ...moments,
        ...clocks,
        ...documents,
        ...truths,
        ...bytes,
        ...intervals,
      ];
      const found = all.filter((candidate) => candidate.type.name === argument);
      if (found.length === 0) throw new Error(`no sample of ${argument}`);
      return found;
    }
  }
}

export const session: SessionFacts = {
  user: { name: 'awsuser', id: 100, superuser: true },
  sessionUser: { name: 'awsuser', id: 100 },
  database: 'dev',
  pid: 1073750001,
  transactionStart: 1_600_000_000_123_456n,
  statementStart: 1_600_000_001_654_321n,
  setting: (name) => (name === '1' ? 'on' : undefined),
  searchPath: ['public'],
  lastQueryId: 12n,
  lastCopyId: 0n,
  lastCopyCount: 0n,
  lastUnloadId: 0n,
  lastUnloadCount: 0n,
};

export const plainContext: EmitContext = {
  distinct: false,
  orderBy: '',
  filter: '',
  over: '',
  approximate: false,
  descending: false,
  setting: (name) => session.setting(name),
  session,
};
