import { type ErrorFields, RedshiftError, sqlState } from '#base/errors.ts';
import { parseRuntimeError } from '#sql/engine/runtime-error.ts';

type Fields = Omit<ErrorFields, 'position'>;
/** A text of the engine, and the error that Redshift raises for the same fault. */
type Translation = [RegExp, (found: RegExpExecArray) => Fields];

const integerNames: Record<string, string> = {
  INT8: 'smallint',
  INT16: 'smallint',
  INT32: 'integer',
  INT64: 'bigint',
};

/** Integers have PostgreSQL's text; wider numbers the compute nodes' own (an internal error there). */
function overflow(engineType: string, operation: string): Fields {
  const name = integerNames[engineType];
  if (name !== undefined)
    return { code: sqlState.numeric_value_out_of_range, message: `${name} out of range` };
  return { code: sqlState.internal_error, message: `128 bit numeric data overflow (${operation})` };
}

/** The narrowest integer type that has this number. */
function integerTypeOf(value: string): string {
  const bits = [16, 32].find((width) => BigInt.asIntN(width, BigInt(value)) === BigInt(value));
  return `INT${bits ?? 64}`;
}

const precisionOverflow: Fields = {
  code: sqlState.internal_error,
  message: 'Numeric data overflow (result precision)',
};

function badText(type: string, value: string): Fields {
  return {
    code: sqlState.invalid_text_representation,
    message: `invalid input syntax for ${type}: "${value}"`,
  };
}

/** Two writers of the same rows: the text that Redshift documents and clients look for. */
const conflict: Fields = {
  code: sqlState.internal_error,
  message: '1023',
  detail: 'Serializable isolation violation on table in Redshift',
};

/** Arguments that a function does not take. */
const badArguments: Translation[] = [
  [
    /QUANTILE can only take constant parameters/,
    () => ({ code: sqlState.invalid_parameter_value, message: 'percentile value must be a constant' }),
  ],
  [
    /QUANTILE can only take parameters in the range|QUANTILE argument must not be NULL/,
    () => ({ code: sqlState.numeric_value_out_of_range, message: 'percentile value is not between 0 and 1' }),
  ],
  [
    /Separator argument to StringAgg must be a constant/,
    () => ({
      code: sqlState.invalid_parameter_value,
      message: 'the delimiter of LISTAGG must be a constant',
    }),
  ],
  [
    /Argument for ntile must be greater than zero/,
    () => ({ code: '22014', message: 'argument of ntile must be greater than zero' }),
  ],
  [
    /Like pattern must not end with escape character/,
    () => ({
      code: sqlState.invalid_escape_sequence,
      message: 'LIKE pattern must not end with escape character',
    }),
  ],
  [
    /Unknown TimeZone '([\s\S]*?)'/,
    ([, zone]) => ({
      code: sqlState.invalid_parameter_value,
      message: `time zone "${zone}" not recognized`,
    }),
  ],
  [
    /Invalid UTF8 Codepoint (-?\d+)/,
    ([, number]) => ({
      code: sqlState.program_limit_exceeded,
      message: `requested character too large for encoding: ${number}`,
    }),
  ],
  [/Substring length outside of supported range/, () => overflow('INT32', 'substring')],
  [/JSON path error/, () => ({ code: sqlState.internal_error, message: 'JSON parsing error' })],
  [
    /Cannot create a string of size/,
    () => ({ code: sqlState.program_limit_exceeded, message: 'requested length too large' }),
  ],
  [
    /Max expression depth limit/,
    () => ({ code: sqlState.statement_too_complex, message: 'stack depth limit exceeded' }),
  ],
  [
    /(missing [)\]]|unexpected \)|no argument for repetition operator|bad repetition operator|invalid (?:escape sequence|character class(?: range)?|repetition size|perl operator|named capture group|group name)): [\s\S]*$|trailing \\'?\s*$/,
    ([, fault = 'trailing \\']) => ({ code: '2201B', message: `invalid regular expression: ${fault}` }),
  ],
];

const translations: Translation[] = [
  [
    /NOT NULL constraint failed: .*?([^."]+)"?\s*$/m,
    // An internal error on Redshift too; clients match on the text.
    ([, column]) => ({
      code: sqlState.internal_error,
      message: `Cannot insert a NULL value into column ${column}`,
    }),
  ],
  [/Overflow in (\w+) of (INT\d+|DECIMAL)/, ([, operation, type]) => overflow(type!, operation!)],
  [
    /Overflow in negation/,
    () => ({ code: sqlState.numeric_value_out_of_range, message: 'integer out of range' }),
  ],
  [
    /(?:out of range for the destination type|Failed to cast decimal value \S+ to type) (INT\d+)/,
    ([, type]) => overflow(type!, 'result precision'),
  ],
  [/Overflow on abs\((-\d+)\)/, ([, value]) => overflow(integerTypeOf(value!), 'abs')],
  [
    /(?:STDDEV|VAR)_?(?:SAMP|POP) is out of range|input value .* is out of range for numeric function/,
    () => ({ code: sqlState.numeric_value_out_of_range, message: 'value out of range: overflow' }),
  ],
  [
    /out of range for the destination type|Casting value .* to type DECIMAL|Could not cast value .* to DECIMAL/,
    () => precisionOverflow,
  ],
  [
    /Could not convert string ["']([\s\S]*?)["'] to (?:INT|UINT)\d+/,
    ([, value]) => badText('integer', value!),
  ],
  [/Could not convert string "([\s\S]*?)" to DECIMAL/, ([, value]) => badText('type numeric', value!)],
  [
    /Could not convert string '([\s\S]*?)' to (?:DOUBLE|FLOAT)/,
    ([, value]) => badText('type double precision', value!),
  ],
  [/Could not convert string '([\s\S]*?)' to BOOL/, ([, value]) => badText('type boolean', value!)],
  [/extract specifier "([\s\S]*?)" not recognized/, ([, value]) => badText('type interval', value!)],
  [
    /Type VARCHAR with value '([\s\S]*?)' can't be cast to the destination type \w+\[\]/,
    ([, value]) => ({
      code: sqlState.invalid_text_representation,
      message: `malformed array literal: "${value}"`,
    }),
  ],
  [/Could not convert string '([\s\S]*?)' to INTERVAL/, ([, value]) => badText('type interval', value!)],
  [
    /invalid (date|time|timestamp) field format: "([\s\S]*?)"/,
    ([, type, value]) => ({
      code: sqlState.invalid_datetime_format,
      message: `invalid input syntax for type ${type}: "${value}"`,
    }),
  ],
  [
    /(?:date|time|timestamp) field value out of range: "([\s\S]*?)"/,
    ([, value]) => ({
      code: sqlState.datetime_field_overflow,
      message: `date/time field value out of range: "${value}"`,
    }),
  ],
  [
    /Date out of range|Timestamp out of range|timestamp.* out of range/i,
    () => ({ code: sqlState.datetime_field_overflow, message: 'timestamp out of range' }),
  ],
  [
    /Interval value .* out of range|interval.* out of range/i,
    () => ({ code: sqlState.datetime_field_overflow, message: 'interval out of range' }),
  ],
  [
    /Cannot perform non-inner join on subquery|(?:Un)?[Ss]upported.*correlated|correlated.*not supported/,
    () => ({
      code: sqlState.feature_not_supported,
      message: 'This type of correlated subquery pattern is not supported yet',
    }),
  ],
  [
    /More than one row returned by a subquery/,
    () => ({
      code: sqlState.cardinality_violation,
      message: 'more than one row returned by a subquery used as an expression',
    }),
  ],
  [
    /^(?:TransactionContext|Transaction) Error: .*[Cc]onflict|[Cc]onflict on (?:update|tuple deletion)|write-write conflict/,
    () => conflict,
  ],
  [
    /Current transaction is aborted/,
    () => ({
      code: sqlState.in_failed_sql_transaction,
      message: 'current transaction is aborted, commands ignored until end of transaction block',
    }),
  ],
  [
    /^INTERRUPT|Interrupted!/,
    () => ({ code: sqlState.query_canceled, message: `Query canceled on user's request` }),
  ],
  [/^Out of Memory Error|failed to allocate/i, () => ({ code: '53200', message: 'out of memory' })],
  [/^IO Error: .*(?:No space left|disk)/i, () => ({ code: '53100', message: 'Disk Full' })],
  [
    /invalid UTF8 characters/,
    () => ({ code: '22021', message: 'invalid byte sequence for encoding "UTF8"' }),
  ],
  ...badArguments,
  [/Malformed JSON/, () => ({ code: sqlState.internal_error, message: 'JSON parsing error' })],
];

/**
 * The Redshift error for an error text of the engine; errors that emitted SQL raised itself come back as they
 * were meant. Unknown texts become XX000 with the engine's first sentence; undefined for an empty text.
 */
export function translateEngineError(message: string): RedshiftError | undefined {
  if (message === '') return undefined;
  const raised = parseRuntimeError(message);
  if (raised !== undefined) return new RedshiftError(raised);
  for (const [pattern, fields] of translations) {
    const found = pattern.exec(message);
    if (found !== null) return new RedshiftError(fields(found));
  }
  return new RedshiftError({ code: sqlState.internal_error, message: cleaned(message) });
}

/** Without the engine's error class, the quoted line of its SQL, and its advice. */
function cleaned(message: string): string {
  return message
    .replace(/^(?:[A-Z][A-Za-z]* )+Error: /, '')
    .replace(/\n\s*\nLINE [\s\S]*$/, '')
    .replace(/\n[\s\S]*$/, '')
    .trim();
}
