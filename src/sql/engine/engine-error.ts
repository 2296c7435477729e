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
  [/out of range for the destination type (INT\d+)/, ([, type]) => overflow(type!, 'result precision')],
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
