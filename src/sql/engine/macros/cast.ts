import type { SqlStateName } from '#base/errors.ts';
import { foldableError } from '#sql/engine/runtime-error.ts';
import { quoteLiteral } from '#sql/quote.ts';

/**
 * Casts of values that are known only when a query runs, from and to text. Their errors are those of Redshift's
 * compute nodes, which differ from the leader's for constants: `Invalid digit, Value 'a', Pos 0, Type: Integer`,
 * with SQLSTATE XX000 as clients report them.
 */

function invalid(message: string, type: string, state: SqlStateName = 'internal_error'): string {
  return foldableError(state, message, type);
}

/** The first character that is no digit, and where it stands, as compute nodes report it. */
function invalidDigit(typeName: string): string {
  const place = `length(regexp_extract(source, '^\\s*[+-]?[0-9]*'))`;
  return `'Invalid digit, Value ''' || coalesce(substring(source, ${place} + 1, 1), '') || ''', Pos ' || ${place} || ', Type: ${typeName}'`;
}

/** What a cast says of text that is no number, and of a number that is too large: message text and SQLSTATE. */
interface Wording {
  malformed: string;
  tooLarge: string;
  state: { malformed: SqlStateName; tooLarge: SqlStateName };
}

function computeNode(typeName: string): Wording {
  return {
    malformed: invalidDigit(typeName),
    tooLarge: `'Overflow, Value ''' || trim(source) || ''', Type: ${typeName}'`,
    state: { malformed: 'internal_error', tooLarge: 'internal_error' },
  };
}

/** Parameters are read by the leader, so they have PostgreSQL's messages. */
function leader(kind: string, spelling: string): Wording {
  const quoted = `'"' || trim(source) || '"`;
  const isInteger = kind === 'integer';
  return {
    malformed: `'invalid input syntax for ${kind}: "' || source || '"'`,
    tooLarge: `${isInteger ? `'value ' || ` : ''}${quoted} is out of range for type ${spelling}'`,
    state: { malformed: 'invalid_text_representation', tooLarge: 'numeric_value_out_of_range' },
  };
}

function integerMacro(name: string, engineType: string, { malformed, tooLarge, state }: Wording): string {
  return `CREATE MACRO ${name}(source) AS
    CASE WHEN source IS NULL THEN NULL
      WHEN NOT regexp_full_match(source, '\\s*[+-]?[0-9]+\\s*') THEN ${invalid(malformed, engineType, state.malformed)}
      WHEN TRY_CAST(source AS ${engineType}) IS NULL THEN ${invalid(tooLarge, engineType, state.tooLarge)}
      ELSE CAST(source AS ${engineType}) END`;
}

function floatMacro(name: string, engineType: string, { malformed, tooLarge, state }: Wording): string {
  const value = `TRY_CAST(trim(source) AS ${engineType})`;
  return `CREATE MACRO ${name}(source) AS
    CASE WHEN source IS NULL THEN NULL
      WHEN ${value} IS NULL OR contains(source, '_') THEN ${invalid(malformed, engineType, state.malformed)}
      WHEN isinf(${value}) AND regexp_matches(source, '[0-9]') THEN ${invalid(tooLarge, engineType, state.tooLarge)}
      ELSE ${value} END`;
}

/** Text of a decimal, checked; the cast to its precision and scale is the emitted text's. */
function decimalMacro(name: string, { malformed, state }: Wording): string {
  const number = '\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*';
  return `CREATE MACRO ${name}(source) AS
    CASE WHEN source IS NULL THEN NULL
      WHEN regexp_full_match(source, '${number}') THEN trim(source)
      ELSE ${invalid(malformed, 'VARCHAR', state.malformed)} END`;
}

const truths = `('t', 'tr', 'tru', 'true', 'y', 'ye', 'yes', '1', 'on')`;
const untruths = `('f', 'fa', 'fal', 'fals', 'false', 'n', 'no', '0', 'of', 'off')`;
const word = 'lower(trim(source))';

/** Forms of dates besides ISO, in the order month, day, year. */
const dateForms = [
  '%m/%d/%Y',
  '%m-%d-%Y',
  '%m.%d.%Y',
  '%m/%d/%y',
  '%m-%d-%y',
  '%Y%m%d',
  '%b %d %Y',
  '%b %d, %Y',
  '%B %d %Y',
  '%B %d, %Y',
  '%d %b %Y',
  '%d %B %Y',
  '%d-%b-%Y',
  '%b-%d-%Y',
  '%Y-%b-%d',
  '%Y.%m.%d',
  '%Y.%j',
];
const clockForms = ['%H:%M:%S.%f', '%H:%M:%S', '%H:%M', '%I:%M:%S %p', '%I:%M %p', '%H%M%S'];
const list = (forms: string[]) => `[${forms.map(quoteLiteral).join(', ')}]`;
const dates = list(dateForms);
const moments = list([
  ...dateForms,
  ...dateForms.flatMap((date) => clockForms.map((clock) => `${date} ${clock}`)),
  ...clockForms.map((clock) => `%Y-%m-%d ${clock}`),
]);
const clocks = list(clockForms);

/** ISO text goes straight to the engine's cast; any other form is tried one by one. */
function datetimeMacro(name: string, engineType: string, typeName: string, forms: string): string {
  const value = `coalesce(TRY_CAST(source AS ${engineType}), TRY_CAST(try_strptime(trim(source), ${forms}) AS ${engineType}))`;
  const message = `'invalid input syntax for type ${typeName}: "' || source || '"'`;
  return `CREATE MACRO ${name}(source) AS
    CASE WHEN source IS NULL THEN NULL
      WHEN ${value} IS NULL THEN ${invalid(message, engineType, 'invalid_datetime_format')}
      ELSE ${value} END`;
}

/** Shortest text of 15 (6) digits, as PostgreSQL 8 prints floats. */
function floatText(name: string, digits: number): string {
  return `CREATE MACRO ${name}(source) AS
    CASE WHEN isnan(source) THEN 'NaN'
      WHEN isinf(source) THEN CASE WHEN source > 0 THEN 'Infinity' ELSE '-Infinity' END
      ELSE printf('%.${digits}g', CAST(source AS DOUBLE)) END`;
}

/** True where the byte after the first `length` starts a character: only there may UTF-8 be cut. */
const cutsCleanly = (length: string) =>
  `hex(encode(source)[${length} + 1:${length} + 1]) NOT BETWEEN '80' AND 'BF'`;
const cut = (length: string) => `decode(encode(source)[1:${length}])`;
const tooLong = invalid(
  `'value too long for type ' || spelling || '(' || size || ')'`,
  'VARCHAR',
  'string_data_right_truncation',
);

export const castMacros: string[] = [
  integerMacro('rs_text_to_int2', 'SMALLINT', computeNode('Short')),
  integerMacro('rs_text_to_int4', 'INTEGER', computeNode('Integer')),
  integerMacro('rs_text_to_int8', 'BIGINT', computeNode('Long')),
  floatMacro('rs_text_to_float4', 'FLOAT', computeNode('Real')),
  floatMacro('rs_text_to_float8', 'DOUBLE', computeNode('Double')),
  decimalMacro('rs_decimal_text', computeNode('Decimal')),
  floatMacro('rs_input_float4', 'FLOAT', leader('type real', 'real')),
  floatMacro('rs_input_float8', 'DOUBLE', leader('type double precision', 'double precision')),
  decimalMacro('rs_input_decimal_text', leader('type numeric', 'numeric')),
  `CREATE MACRO rs_text_to_bool(source) AS
    CASE WHEN source IS NULL THEN NULL
      WHEN ${word} IN ${truths} THEN true
      WHEN ${word} IN ${untruths} THEN false
      ELSE ${invalid(`'invalid input syntax for type boolean: "' || source || '"'`, 'BOOLEAN', 'invalid_text_representation')} END`,
  datetimeMacro('rs_text_to_date', 'DATE', 'date', dates),
  datetimeMacro('rs_text_to_timestamp', 'TIMESTAMP', 'timestamp without time zone', moments),
  datetimeMacro('rs_text_to_timestamptz', 'TIMESTAMPTZ', 'timestamp with time zone', moments),
  datetimeMacro('rs_text_to_time', 'TIME', 'time without time zone', clocks),
  datetimeMacro('rs_text_to_timetz', 'TIMETZ', 'time with time zone', clocks),
  floatText('rs_float8_text', 15),
  floatText('rs_float4_text', 6),
  `CREATE MACRO rs_cut_bytes(source, size) AS
    CASE WHEN strlen(source) <= size THEN source
      ${['size', '(size - 1)', '(size - 2)'].map((length) => `WHEN ${cutsCleanly(length)} THEN ${cut(length)}`).join(' ')}
      ELSE ${cut('(size - 3)')} END`,
  `CREATE MACRO rs_fit_bytes(source, size, spelling) AS
    CASE WHEN source IS NULL OR strlen(source) <= size THEN source
      WHEN strlen(rtrim(source, ' ')) <= size THEN rs_cut_bytes(source, size)
      ELSE ${tooLong} END`,
];
