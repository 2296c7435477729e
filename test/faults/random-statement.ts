import type { ArgumentClass, FunctionDefinition } from '#sql/functions/definition.ts';
import { allFunctions } from '#sql/functions/registry.ts';

/** A column of every type: `c0` … in the tables `t` and `u`. */
export const columnTypes = [
  'bool',
  'int2',
  'int4',
  'int8',
  'float4',
  'float8',
  'numeric(8,2)',
  'numeric(38,10)',
  'numeric(19,0)',
  'char(5)',
  'varchar(20)',
  'date',
  'time',
  'timetz',
  'timestamp',
  'timestamptz',
  'interval year to month',
  'interval day to second',
  'super',
  'varbyte(20)',
];
export const columnNames = columnTypes.map((_, index) => `c${index}`);

/** Constants of each kind, plain ones and those at the edges. */
const constants = {
  number:
    `0 1 -1 2 127 32767 -32768 2147483647 9223372036854775807 0.5 -1.25 1e10 1e308 99999999999999999999.5 null`.split(
      ' ',
    ),
  string: [
    `''`,
    `'a'`,
    `' x '`,
    `'ä€'`,
    `'-12.5'`,
    `'2024-02-29'`,
    `'12:34:56'`,
    `'2024-02-29 12:34:56.789'`,
    `'true'`,
    `'NaN'`,
    `'%a_'`,
    `'{"a":[1,2]}'`,
    `'('`,
    `'YYYY-MM-DD'`,
    `'999.99'`,
    `'utf-8'`,
    `'month'`,
    `'US/Pacific'`,
    `'\\\\'`,
    'null',
  ],
  datetime: [
    `date '2024-01-31'`,
    `date '9999-12-31'`,
    `timestamp '2024-02-29 23:59:59.999999'`,
    `timestamptz '2024-07-01 00:00:00+02'`,
    `time '12:00'`,
    `timetz '12:00+03'`,
    'null',
    'getdate()',
  ],
  interval: [`interval '1 month'`, `interval '3 days 2 hours'`, `interval '1-2' year to month`, 'null'],
  bool: ['true', 'false', 'null'],
  super: [
    `json_parse('{"a":[1,2.5,"x",null,true]}')`,
    `json_parse('[3,1,2]')`,
    `json_parse('null')`,
    `object('k',1)`,
    'null::super',
  ],
  varbyte: [`to_varbyte('abc','utf-8')`, 'null::varbyte'],
};
type Kind = keyof typeof constants;
const kinds = Object.keys(constants) as Kind[];

const columnsOfKind: Record<Kind, number[]> = {
  bool: [0],
  number: [1, 2, 3, 4, 5, 6, 7, 8],
  string: [9, 10],
  datetime: [11, 12, 13, 14, 15],
  interval: [16, 17],
  super: [18],
  varbyte: [19],
};
const parts = ['year', 'month', 'day', 'week', 'hour', 'quarter', 'epoch', 'dow', 'century', 'nonsense'];
const operators = '+ - * / % || = <> < >= and or like ~ ^ & | # << >>'.split(' ');

/** What would end other sessions or this one, or change its settings, is left out. */
const unsuitable = /^(pg_terminate_backend|pg_cancel_backend|set_config)$/;
const usable = allFunctions().filter(({ name, notSupported }) => !notSupported && !unsuitable.test(name));
const scalars = usable.filter((row) => !row.aggregate && !row.needsOver);
const aggregates = usable.filter((row) => row.aggregate);
const windows = usable.filter((row) => row.aggregate || row.needsOver);

/** Writes statements that are grammatical, mostly well typed and sometimes not; the same for the same seed. */
export class StatementWriter {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  statement(): string {
    const depth = 1 + this.#below(3);
    return this.#weighted([
      [40, () => `select ${this.#expression(depth)} from t`],
      [
        6,
        () =>
          `select ${this.#expression(depth)} a from t where ${this.#expression(depth)} order by 1 limit 3`,
      ],
      [9, () => `select ${this.#call(this.#pick(aggregates), depth)} from t`],
      [6, () => this.#grouped(depth)],
      [8, () => `select ${this.#call(this.#pick(windows), depth)} over (${this.#window()}) from t`],
      [6, () => this.#setOperation(depth)],
      [5, () => this.#join()],
      [4, () => this.#insert()],
      [4, () => `update u t set ${this.#column()} = ${this.#expression(depth)} where ${this.#expression(1)}`],
      [
        2,
        () =>
          `delete from u using t where u.${this.#column()} = t.${this.#column()} and ${this.#expression(1)}`,
      ],
      [2, () => this.#merge()],
      [2, () => `create temp table ct as select ${this.#expression(depth)} a from t; select * from ct`],
      [2, () => `create view v as select ${this.#expression(depth)} a from t; select * from v`],
      [4, () => this.#alter()],
    ]);
  }

  #grouped(depth: number): string {
    const grouping = this.#pick([
      '1',
      'k',
      'rollup(1)',
      'cube(t.c1, t.c2)',
      'grouping sets((t.c1), ())',
      'all',
    ]);
    const call = this.#call(this.#pick(aggregates), depth);
    return `select ${this.#expression(1)} k, ${call}, count(*) from t group by ${grouping} having count(*) > 0`;
  }

  #window(): string {
    const frames = ['', 'rows unbounded preceding', 'rows between 1 preceding and 1 following'];
    const partition = this.#chance(0.5) ? `partition by ${this.#expression(1)} ` : '';
    return `${partition}order by ${this.#expression(1)} ${this.#pick(frames)}`;
  }

  #setOperation(depth: number): string {
    const word = this.#pick(['union', 'union all', 'intersect', 'except']);
    return `select ${this.#expression(depth)} from t ${word} select ${this.#expression(depth)} from u t`;
  }

  #join(): string {
    const word = this.#pick(['join', 'left join', 'right join', 'full join']);
    const condition = this.#chance(0.7) ? `t.${this.#column()} = v.${this.#column()}` : this.#expression(1);
    return `select t.${this.#column()}, v.${this.#column()} from t ${word} u v on ${condition}`;
  }

  #insert(): string {
    const source = this.#chance(0.5)
      ? `values (${this.#expression(1).replaceAll('t.', '')})`
      : `select ${this.#expression(2)} from t`;
    return `insert into u (${this.#column()}) ${source}`;
  }

  #merge(): string {
    const key = this.#column();
    return `merge into u using t on u.${key} = t.${key} when matched then update set ${this.#column()} = ${this.#expression(1)}
      when not matched then insert (${this.#column()}) values (${this.#expression(1)})`;
  }

  #alter(): string {
    const change = this.#pick([
      `add column n ${this.#pick(columnTypes)} default ${this.#constant(this.#pick(kinds))}`,
      `drop column ${this.#column()}`,
      `rename column ${this.#column()} to renamed`,
    ]);
    return `alter table u ${change}; select * from u`;
  }

  #expression(depth: number): string {
    if (depth <= 0) return this.#chance(0.6) ? `t.${this.#column()}` : this.#constant(this.#pick(kinds));
    const inner = () => this.#expression(depth - 1);
    return this.#weighted([
      [10, () => `t.${this.#column()}`],
      [20, () => `(${inner()} ${this.#pick(operators)} ${inner()})`],
      [20, () => `cast(${inner()} as ${this.#pick(columnTypes)})`],
      [38, () => this.#call(this.#pick(scalars), depth)],
      [4, () => `case when ${inner()} then ${inner()} else ${inner()} end`],
      [3, () => `(${inner()} in (${inner()}, ${inner()}))`],
      [3, () => `(${inner()} between ${inner()} and ${inner()})`],
      [2, () => `(${inner()} is null)`],
      [2, () => `(not ${inner()})`],
      [2, () => `(select max(${inner()}) from u t)`],
      [2, () => `t.c18.a[${this.#below(3)}]`],
    ]);
  }

  /** A call of a function of the tables; its arguments are mostly of the classes that it takes. */
  #call(definition: FunctionDefinition, depth: number): string {
    const overload = this.#pick(definition.overloads);
    const count = overload.args.length - this.#below((overload.optional ?? 0) + 1);
    const args = overload.args.slice(0, count).map((wanted) => this.#argument(wanted, depth));
    const { variadic } = overload;
    if (variadic !== undefined)
      for (let n = this.#below(4); n > 0; n--) args.push(this.#argument(variadic, depth));
    if (definition.orderedSet) {
      const sorted = args.pop();
      return `${definition.name}(${args.join(', ')}) within group (order by ${sorted})`;
    }
    const distinct = definition.aggregate && this.#chance(0.15) ? 'distinct ' : '';
    return `${definition.name}(${distinct}${args.join(', ')})`;
  }

  #argument(wanted: ArgumentClass, depth: number): string {
    if (this.#chance(0.12)) return this.#expression(depth - 1);
    if (wanted === 'date part') return this.#pick(parts);
    const kind = kindOf(wanted);
    if (kind === undefined) return this.#expression(depth - 1);
    if (this.#chance(0.5)) return `t.c${this.#pick(columnsOfKind[kind])}`;
    return this.#constant(kind);
  }

  #constant(kind: Kind): string {
    return this.#pick(constants[kind]);
  }

  #column(): string {
    return this.#pick(columnNames);
  }

  #weighted<T>(choices: [weight: number, make: () => T][]): T {
    let rest = this.#random() * choices.reduce((sum, [weight]) => sum + weight, 0);
    const chosen = choices.find(([weight]) => {
      rest -= weight;
      return rest < 0;
    });
    return (chosen ?? choices[0]!)[1]();
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#below(values.length)]!;
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  /** Xorshift: from 0 to 1. */
  #random(): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) / 2 ** 32;
  }
}

function kindOf(wanted: ArgumentClass): Kind | undefined {
  if (/^(string|varchar|text|char|name|literal)$/.test(wanted)) return 'string';
  if (/^(number|integer|int\d|float\d|numeric)$/.test(wanted)) return 'number';
  if (/^(date|time)/.test(wanted)) return 'datetime';
  if (wanted.startsWith('interval')) return 'interval';
  return wanted === 'super' || wanted === 'varbyte' || wanted === 'bool' ? wanted : undefined;
}
