/**
 * SUPER values are JSON text. A JSON null met on the way is NULL, as PartiQL takes it; anything that is not
 * there is NULL too (lax navigation).
 */

const isText = (value: string) => `json_type(${value}) = 'VARCHAR'`;
const isNumber = (value: string) => `json_type(${value}) IN ('BIGINT', 'UBIGINT', 'DOUBLE')`;
const kind = (value: string) =>
  `CASE json_type(${value}) WHEN 'BIGINT' THEN 'number' WHEN 'UBIGINT' THEN 'number' WHEN 'DOUBLE' THEN 'number'
    ELSE json_type(${value}) END`;
/** Numbers compare by value: as decimals when both fit, else as doubles. */
const number = (value: string) => `TRY_CAST(CAST(${value} AS VARCHAR) AS DECIMAL(38,10))`;
const double = (value: string) => `CAST(CAST(${value} AS VARCHAR) AS DOUBLE)`;
const text = (value: string) => `rtrim(json_extract_string(${value}, '$'), ' ')`;

function compareNumbers(operator: string): string {
  return `CASE WHEN ${number('one')} IS NOT NULL AND ${number('other')} IS NOT NULL
      AND NOT regexp_matches(one || other, '[eE.]')
    THEN ${number('one')} ${operator} ${number('other')}
    ELSE ${double('one')} ${operator} ${double('other')} END`;
}

/** Order of two values of one scalar type; different types have none. */
function compare(name: string, operator: string): string {
  return `CREATE MACRO ${name}(one, other) AS
    CASE WHEN one IS NULL OR other IS NULL THEN NULL
      WHEN ${isNumber('one')} AND ${isNumber('other')} THEN ${compareNumbers(operator)}
      WHEN ${isText('one')} AND ${isText('other')} THEN ${text('one')} ${operator} ${text('other')}
      WHEN json_type(one) = 'BOOLEAN' AND json_type(other) = 'BOOLEAN'
        THEN CAST(one AS BOOLEAN) ${operator} CAST(other AS BOOLEAN)
      ELSE NULL END`;
}

const operators: Record<string, string> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  modulo: '%',
};

/** Numbers of any kind: whole ones stay whole, others are worked out as decimals while they fit. */
function arithmetic(name: string): string {
  const operator = operators[name]!;
  const isWhole = (value: string) => `json_type(${value}) IN ('BIGINT', 'UBIGINT')`;
  const whole = (value: string) => `CAST(CAST(${value} AS VARCHAR) AS BIGINT)`;
  const wholeOperator = operator === '/' ? '//' : operator;
  const asDecimal = (value: string) => `TRY_CAST(CAST(${value} AS VARCHAR) AS DECIMAL(18,6))`;
  const decimalResult = `${asDecimal('one')} ${operator} ${asDecimal('other')}`;
  const other =
    operator === '+' || operator === '-'
      ? `to_json(coalesce(CAST(${decimalResult} AS DOUBLE), ${double('one')} ${operator} ${double('other')}))`
      : `to_json(${double('one')} ${operator} ${double('other')})`;
  return `CREATE MACRO rs_super_${name}(one, other) AS
    CASE WHEN NOT coalesce(${isNumber('one')} AND ${isNumber('other')}, false) THEN NULL
      WHEN ${isWhole('one')} AND ${isWhole('other')} THEN to_json(${whole('one')} ${wholeOperator} ${whole('other')})
      ELSE ${other} END`;
}

export const superNavigationMacros: string[] = [
  `CREATE MACRO rs_super_get(value, path) AS
    CASE WHEN json_type(value, path) = 'NULL' THEN NULL ELSE json_extract(value, path) END`,
  `CREATE MACRO rs_super_index(value, place) AS
    CASE WHEN place < 0 OR json_type(value) <> 'ARRAY' THEN NULL ELSE rs_super_get(value, '$[' || place || ']') END`,
  `CREATE MACRO rs_super_scalar_text(value) AS
    CASE WHEN json_type(value) IN ('ARRAY', 'OBJECT', 'NULL') THEN NULL ELSE json_extract_string(value, '$') END`,
  `CREATE MACRO rs_super_equal(one, other) AS
    CASE WHEN one IS NULL OR other IS NULL THEN NULL
      WHEN ${isNumber('one')} AND ${isNumber('other')} THEN ${compareNumbers('=')}
      WHEN ${isText('one')} AND ${isText('other')} THEN ${text('one')} = ${text('other')}
      ELSE (${kind('one')}) = (${kind('other')}) AND CAST(one AS VARCHAR) = CAST(other AS VARCHAR) END`,
  ...['add', 'subtract', 'multiply', 'divide', 'modulo'].map(arithmetic),
  compare('rs_super_less', '<'),
  compare('rs_super_less_equal', '<='),
];
