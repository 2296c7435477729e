import type { LoadOption } from '#sql/ast.ts';
import { readCharacter } from '#sql/copy/characters.ts';
import type { Compression, CopyFormat, RecordMapping } from '#sql/copy/copy-options.ts';
import { readFixedWidth } from '#sql/copy/fixed-width.ts';
import { type GivenOptions, invalid } from '#sql/copy/given-options.ts';
import { parseS3Url } from '#sql/copy/s3-url.ts';

/** The format of the files with what belongs to it. */
export function readCopyFormat(given: GivenOptions): CopyFormat {
  checkDependents(given);
  if (given.has('PARQUET')) return { kind: 'parquet', serializeToJson: given.has('SERIALIZETOJSON') };
  const structured = given.get('JSON') ?? given.get('AVRO');
  if (structured !== undefined) {
    return { kind: given.has('JSON') ? 'json' : 'avro', mapping: readMapping(structured) };
  }
  const fixedWidth = given.get('FIXEDWIDTH');
  if (fixedWidth !== undefined) return { kind: 'fixedwidth', fields: readFixedWidth(fixedWidth) };
  return readText(given);
}

/** QUOTE is an option of CSV, SERIALIZETOJSON one of PARQUET. */
function checkDependents(given: GivenOptions): void {
  const quote = given.get('QUOTE');
  if (quote !== undefined && !given.has('CSV')) throw invalid(quote, 'COPY quote available only in CSV mode');
  const serialize = given.get('SERIALIZETOJSON');
  if (serialize !== undefined && !given.has('PARQUET')) {
    throw invalid(serialize, 'SERIALIZETOJSON is only supported with PARQUET');
  }
}

function readText(given: GivenOptions): CopyFormat {
  const written = given.get('DELIMITER');
  const delimiter = written === undefined ? undefined : readCharacter(written, 'delimiter');
  if (!given.has('CSV')) {
    return {
      kind: 'delimited',
      delimiter: delimiter ?? '|',
      escape: given.has('ESCAPE'),
      removeQuotes: given.has('REMOVEQUOTES'),
    };
  }
  const option = given.get('QUOTE');
  const quote = option === undefined ? '"' : readCharacter(option, 'quote');
  if (quote === (delimiter ?? ',')) {
    throw invalid(option ?? written!, 'COPY delimiter and quote must be different');
  }
  return { kind: 'csv', delimiter: delimiter ?? ',', quote };
}

function readMapping(option: LoadOption): RecordMapping {
  const text = option.value === undefined ? 'auto' : String(option.value);
  if (text === 'auto') return { kind: 'auto', ignoreCase: false };
  if (text === 'auto ignorecase') return { kind: 'auto', ignoreCase: true };
  if (text === 'noshred') return { kind: 'noshred' };
  const url = parseS3Url(text);
  if (url === undefined || url.key === '') {
    throw invalid(
      option,
      `Invalid ${option.name} argument "${text}"`,
      "It is 'auto', 'auto ignorecase', 'noshred', or the URL of a jsonpaths file (s3://bucket/key).",
    );
  }
  return { kind: 'paths', ...url };
}

const compressions: readonly [string, Compression][] = [
  ['GZIP', 'gzip'],
  ['BZIP2', 'bzip2'],
  ['LZOP', 'lzop'],
  ['ZSTD', 'zstd'],
];

export function readCompression(given: GivenOptions): Compression {
  return compressions.find(([name]) => given.has(name))?.[1] ?? 'none';
}
