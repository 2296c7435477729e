import type { SqlType } from '#sql/types.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import type { Load } from '#warehouse/copy/load.ts';
import type { LoadContext } from '#warehouse/copy/load-context.ts';
import type { LoadError } from '#warehouse/copy/load-errors.ts';
import type { LiveValue } from '#warehouse/system-relations/live-relations.ts';

/** Whose load it is, in the logs. */
export interface LoadFacts {
  userId: number;
  database: string;
  /** s3:// address of the statement. */
  dataSource: string;
  started: bigint;
  /** 0 for a COPY that no job runs. */
  jobId: bigint;
}

const fieldErrorsMax = 20;
const replacementsMax = 100;
const rawCharacters = 1024;

/** A row of `loads`. */
export function loadRow(
  load: Load,
  context: LoadContext,
  facts: LoadFacts,
  status: 'running' | 'completed' | 'aborted',
  rows: number,
): LiveValue[] {
  const { target, files, progress, errors, options } = load;
  return [
    facts.userId,
    context.queryId,
    context.transactionId,
    context.pid,
    facts.database,
    status,
    BigInt(target.table.oid),
    target.table.name,
    facts.started,
    status === 'running' ? null : nowMicroseconds(),
    facts.dataSource,
    fileFormat(options.format.kind),
    BigInt(rows),
    status === 'completed' ? BigInt(progress.bytesDone) : 0n,
    files.length,
    BigInt(progress.bytesTotal),
    progress.filesComplete,
    BigInt(progress.bytes),
    BigInt(errors.count),
    facts.jobId,
  ];
}

/** A row of `load_state`. */
export function loadStateRow({ progress, options }: Load, context: LoadContext, userId: number): LiveValue[] {
  const packed = options.compression !== 'none';
  return [
    userId,
    context.queryId,
    context.pid,
    nowMicroseconds(),
    BigInt(progress.bytesTotal),
    BigInt(progress.bytes),
    packed ? BigInt(progress.bytesTotal) : 0n,
    packed ? BigInt(progress.bytes) : 0n,
    BigInt(progress.lines),
    progress.fileCount,
    progress.filesComplete,
    progress.currentFile,
    progress.percent,
  ];
}

/** Writes what the load found: its errors, files and replacements. A rollback does not take it back. */
export function logLoad(load: Load, context: LoadContext, facts: LoadFacts): void {
  for (const error of load.errors.details())
    context.log('load_errors', errorRow(load, context, facts, error));
  for (const row of fieldRows(load, context, facts)) context.log('load_error_fields', row);
  for (const row of fileRows(load, context, facts)) context.log('load_files', row);
  for (const row of replacementRows(load, context, facts)) context.log('load_replacements', row);
}

function errorRow(load: Load, context: LoadContext, facts: LoadFacts, error: LoadError): LiveValue[] {
  const { target, files } = load;
  const column = error.column === undefined ? undefined : target.columns[error.column];
  return [
    facts.userId,
    context.queryId,
    context.transactionId,
    context.pid,
    facts.database,
    BigInt(target.table.oid),
    facts.started,
    files[error.file]?.url ?? '',
    BigInt(error.line),
    column?.name ?? '',
    column?.type.name ?? '',
    column ? columnLength(column.type) : '',
    error.position,
    error.rawLine.slice(0, rawCharacters),
    error.rawField.slice(0, rawCharacters),
    error.code,
    error.reason,
    facts.jobId,
  ];
}

/** The fields of the first errors, up to the bad one. */
function* fieldRows(load: Load, context: LoadContext, facts: LoadFacts): Iterable<LiveValue[]> {
  for (const error of load.errors.details().slice(0, fieldErrorsMax)) {
    const { fields, column } = error;
    if (!fields) continue;
    for (const [index, value] of fields.slice(0, (column ?? fields.length - 1) + 1).entries()) {
      const definition = load.target.columns[index];
      if (!definition) continue;
      yield [
        facts.userId,
        context.queryId,
        context.pid,
        facts.started,
        load.files[error.file]?.url ?? '',
        BigInt(error.line),
        index,
        definition.name,
        value?.slice(0, rawCharacters) ?? '',
        value === null ? 1 : 0,
        definition.type.name,
        columnLength(definition.type),
      ];
    }
  }
}

function* fileRows(load: Load, context: LoadContext, facts: LoadFacts): Iterable<LiveValue[]> {
  for (const file of load.files) {
    if (file.ended === undefined) continue;
    yield [
      facts.userId,
      context.queryId,
      file.url,
      BigInt(file.size),
      BigInt(file.lines),
      BigInt(load.errors.countOf(file.index)),
      file.started ?? facts.started,
      file.ended,
      file.etag,
      BigInt(Math.floor(file.lastModified)) * 1000n,
      commitFormat[load.options.format.kind],
      facts.jobId,
    ];
  }
}

function* replacementRows(load: Load, context: LoadContext, facts: LoadFacts): Iterable<LiveValue[]> {
  for (const { file, line, column, rawLine } of load.replacements.slice(0, replacementsMax)) {
    yield [
      facts.userId,
      context.queryId,
      context.pid,
      BigInt(load.target.table.oid),
      facts.started,
      load.files[file]?.url ?? '',
      BigInt(line),
      load.target.columns[column]?.name ?? '',
      rawLine.slice(0, rawCharacters),
    ];
  }
}

/** STL_LOAD_ERRORS.col_length: the length of a type that has one, else 0. */
function columnLength(type: SqlType): string {
  if (type.name === 'char' || type.name === 'varchar' || type.name === 'varbyte') return String(type.length);
  return type.name === 'numeric' ? `${type.precision}, ${type.scale}` : '0';
}

/** The words of SYS_LOAD_HISTORY.file_format. */
function fileFormat(kind: Load['options']['format']['kind']): string {
  return kind === 'delimited' || kind === 'fixedwidth' ? 'txt' : kind;
}

/** The words of STL_LOAD_COMMITS.file_format. */
const commitFormat: Record<Load['options']['format']['kind'], string> = {
  delimited: 'Text',
  csv: 'Text',
  fixedwidth: 'Text',
  json: 'JSON',
  avro: 'Avro',
  parquet: 'Parquet',
};
