import { once } from 'node:events';
import type { Writable } from 'node:stream';
import pg from 'pg';
import { csvPrinter } from '#cli/sql/print-csv.ts';
import { jsonPrinter } from '#cli/sql/print-json.ts';
import { tablePrinter } from '#cli/sql/print-table.ts';
import type { RowPrinter } from '#cli/sql/row-printer.ts';

export type OutputFormat = 'table' | 'csv' | 'json';

const integerTypes = new Set([20, 21, 23, 26]);
const numberTypes = new Set([20, 21, 23, 26, 700, 701, 1700]);
const booleanType = 16;

/**
 * Runs one statement and writes its rows as they come; the connection is paused while `out` is full.
 * A statement without rows prints its command tag in table format. Rejects with the server's error.
 */
export async function runStatement(
  client: pg.Client,
  text: string,
  format: OutputFormat,
  out: Writable,
): Promise<void> {
  const types = { getTypeParser: () => (value: unknown) => value } as unknown as pg.CustomTypesConfig;
  const query = new pg.Query<unknown[]>({ text, rowMode: 'array', types } as pg.QueryArrayConfig);
  let printer: RowPrinter | undefined;
  let rows = 0;
  const begin = (fields: pg.FieldDef[]): RowPrinter => {
    printer = printerFor(format, fields);
    out.write(printer.start(fields.map((field) => field.name)));
    return printer;
  };
  query.on('row', (row, result) => {
    rows++;
    const printed = (printer ?? begin(result?.fields ?? [])).row(row as unknown as (string | null)[]);
    if (printed !== '' && !out.write(printed)) pauseUntilDrained(client, out);
  });
  let tag = '';
  connectionOf(client).once('commandComplete', (message) => {
    tag = message.text;
  });
  const done = new Promise<pg.QueryArrayResult>((resolve, reject) => {
    query.on('end', (result) => resolve(result as unknown as pg.QueryArrayResult));
    query.on('error', reject);
  });
  client.query(query);
  const result = await done;
  if (printer === undefined && (result.fields?.length ?? 0) > 0) begin(result.fields);
  if (printer !== undefined) out.write(printer.end(rows));
  else if (format === 'table' && tag !== '') out.write(`${tag}\n`);
}

function printerFor(format: OutputFormat, fields: pg.FieldDef[]): RowPrinter {
  const typeOf = (column: number): number => fields[column]?.dataTypeID ?? 0;
  if (format === 'csv') return csvPrinter();
  if (format === 'table') return tablePrinter((column) => numberTypes.has(typeOf(column)));
  return jsonPrinter((column, value) => {
    if (integerTypes.has(typeOf(column))) return value;
    return typeOf(column) === booleanType ? String(value === 't') : JSON.stringify(value);
  });
}

function pauseUntilDrained(client: pg.Client, out: Writable): void {
  const { stream } = connectionOf(client);
  stream.pause();
  void once(out, 'drain').then(() => stream.resume());
}

/** What node-postgres keeps of the connection itself; its typings leave it out. */
interface Connection {
  stream: { pause(): void; resume(): void };
  once(event: 'commandComplete', listener: (message: { text: string }) => void): void;
}

function connectionOf(client: pg.Client): Connection {
  return (client as unknown as { connection: Connection }).connection;
}
