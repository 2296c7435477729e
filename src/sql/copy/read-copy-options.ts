import { fail, notSupported } from '#base/errors.ts';
import type { Copy, LoadOption, Span } from '#sql/ast.ts';
import { readAuthorization } from '#sql/copy/authorization.ts';
import { unescaped } from '#sql/copy/characters.ts';
import { readCompression, readCopyFormat } from '#sql/copy/copy-format.ts';
import { copyOptionTable } from '#sql/copy/copy-option-table.ts';
import type {
  ConversionOptions,
  CopyOptions,
  CopySource,
  LoadOptions,
  TextEncoding,
} from '#sql/copy/copy-options.ts';
import { collectOptions, type GivenOptions, invalid } from '#sql/copy/given-options.ts';
import { readDateFormat, readTimeFormat } from '#sql/copy/moment-pattern.ts';
import { parseS3Url } from '#sql/copy/s3-url.ts';

/**
 * The options of a COPY as it runs them. Throws 42601 for options that do not go together, 22023 for values that
 * cannot be and 0A000 for what Redshift or Slipher does not do, at the option's place in the text.
 */
export function readCopyOptions(copy: Copy & Partial<Span>): CopyOptions {
  const source = readSource(copy);
  const given = collectOptions(copy.options, copyOptionTable);
  checkColumnar(given);
  const job = readJob(given);
  const region = given.get('REGION');
  return {
    source: { ...source, manifest: given.has('MANIFEST') },
    authorization: readAuthorization(given, copy.fromPos),
    ...(region === undefined ? {} : { region: String(region.value) }),
    format: readCopyFormat(given),
    compression: readCompression(given),
    conversion: readConversion(given),
    load: readLoad(given),
    ...(job === undefined ? {} : { job }),
  };
}

function readSource({ from, fromPos }: Copy): Omit<CopySource, 'manifest'> {
  const url = parseS3Url(from);
  if (url !== undefined) return url;
  if (from.startsWith('emr://')) throw notSupported('COPY from EMR (emr://)', fromPos);
  if (from.startsWith('dynamodb://')) throw notSupported('COPY from DynamoDB (dynamodb://)', fromPos);
  throw fail(
    'feature_not_supported',
    'LOAD source is not supported. (Hint: only S3 or DynamoDB or EMR based load is allowed)',
    { position: fromPos },
  );
}

/** What a COPY of PARQUET takes; nothing else applies to it. MAXERROR may say what holds anyway. */
const columnar = [
  'PARQUET',
  'SERIALIZETOJSON',
  'IAM_ROLE',
  'CREDENTIALS',
  'ACCESS_KEY_ID',
  'SECRET_ACCESS_KEY',
  'SESSION_TOKEN',
  'ACCEPTINVCHARS',
  'FILLRECORD',
  'STATUPDATE',
  'MANIFEST',
  'EXPLICIT_IDS',
  'JOB',
];

function checkColumnar(given: GivenOptions): void {
  if (!given.has('PARQUET')) return;
  for (const [name, option] of given) {
    if (columnar.includes(name) || (name === 'MAXERROR' && Number(option.value) <= 1)) continue;
    throw fail('feature_not_supported', `${name} argument is not supported for PARQUET based COPY`, {
      position: option.pos,
    });
  }
}

function readConversion(given: GivenOptions): ConversionOptions {
  const replacement = given.get('ACCEPTINVCHARS');
  const nullAs = given.get('NULL');
  return {
    acceptAnyDate: given.has('ACCEPTANYDATE'),
    ...(replacement === undefined ? {} : { acceptInvalidCharacters: readReplacement(replacement) }),
    blanksAsNull: given.has('BLANKSASNULL'),
    dateFormat: readDateFormat(given),
    emptyAsNull: given.has('EMPTYASNULL'),
    encoding: readEncoding(given),
    nullAs: nullAs === undefined ? '\\N' : readNullAs(nullAs),
    nullAsGiven: nullAs !== undefined,
    roundDecimals: given.has('ROUNDEC'),
    timeFormat: readTimeFormat(given),
    trimBlanks: given.has('TRIMBLANKS'),
    truncateColumns: given.has('TRUNCATECOLUMNS'),
  };
}

function readReplacement(option: LoadOption): string {
  const character = option.value === undefined ? '?' : String(option.value);
  if (character.length !== 1 || character === '\0' || character > '\x7f') {
    throw invalid(option, 'ACCEPTINVCHARS needs one ASCII character other than NUL');
  }
  return character;
}

/** `'\0'` and `'\000'` are a NUL byte. */
function readNullAs(option: LoadOption): string {
  const written = String(option.value);
  const text = /^\\0{1,3}$/.test(written) ? unescaped(written) : written;
  if (/[\r\n]/.test(text) || text === '\\n') {
    throw invalid(option, 'COPY null representation cannot use newline or carriage return');
  }
  return text;
}

const encodings: readonly TextEncoding[] = ['UTF8', 'UTF16', 'UTF16LE', 'UTF16BE', 'ISO88591'];

function readEncoding(given: GivenOptions): TextEncoding {
  const option = given.get('ENCODING');
  if (option === undefined) return 'UTF8';
  const encoding = encodings.find((name) => name === String(option.value).toUpperCase());
  if (encoding === undefined) {
    throw invalid(option, `Invalid ENCODING "${option.value}"`, `It is one of ${encodings.join(', ')}.`);
  }
  if (encoding !== 'UTF8' && given.has('FIXEDWIDTH')) {
    throw invalid(option, `ENCODING ${encoding} cannot be combined with FIXEDWIDTH`);
  }
  return encoding;
}

function readLoad(given: GivenOptions): LoadOptions {
  const compUpdate = given.get('COMPUPDATE');
  const statUpdate = given.get('STATUPDATE');
  const compRows = readNumber(given, 'COMPROWS', 1000, 2_147_483_647);
  return {
    explicitIds: given.has('EXPLICIT_IDS'),
    fillRecord: given.has('FILLRECORD'),
    ignoreBlankLines: given.has('IGNOREBLANKLINES'),
    ignoreHeader: readNumber(given, 'IGNOREHEADER', 0, 2_147_483_647) ?? 0,
    errorsMax: given.has('IGNOREALLERRORS')
      ? Number.POSITIVE_INFINITY
      : Math.max(1, readNumber(given, 'MAXERROR', 0, 100_000) ?? 1),
    noLoad: given.has('NOLOAD'),
    ...(compUpdate === undefined ? {} : { compUpdate: readSwitch(compUpdate) }),
    ...(compRows === undefined ? {} : { compRows }),
    ...(statUpdate === undefined ? {} : { statUpdate: withoutPreset(statUpdate) }),
  };
}

function readNumber(given: GivenOptions, name: string, min: number, max: number): number | undefined {
  const option = given.get(name);
  if (option === undefined) return undefined;
  const value = Number(option.value);
  if (value < min || value > max) throw invalid(option, `${name} must be between ${min} and ${max}`);
  return value;
}

/** The word alone is ON. */
function readSwitch(option: LoadOption): 'PRESET' | 'ON' | 'OFF' {
  if (option.value === 'PRESET') return 'PRESET';
  return option.value === 'OFF' || option.value === 'FALSE' ? 'OFF' : 'ON';
}

function withoutPreset(option: LoadOption): 'ON' | 'OFF' {
  const value = readSwitch(option);
  if (value === 'PRESET') throw invalid(option, `${option.name} PRESET does not exist; it is ON or OFF`);
  return value;
}

/** A job reads with a role of its own, and it knows no manifest and no tolerance. */
function readJob(given: GivenOptions): CopyOptions['job'] {
  const option = given.get('JOB');
  if (option === undefined) return undefined;
  const key = given.get('ACCESS_KEY_ID') ?? given.get('SECRET_ACCESS_KEY');
  if (key !== undefined) throw invalid(key, `${key.name} cannot be combined with JOB CREATE; use IAM_ROLE`);
  const name = String(option.value);
  if (name.includes('-')) throw invalid(option, `The name of a COPY JOB cannot contain "-": ${name}`);
  return { name, auto: option.extra !== 'AUTO OFF' };
}
