import { RedshiftError, sqlState } from '#base/errors.ts';
import type { MessageWriter } from '#postgres-wire/protocol/message-writer.ts';
import type { Notice } from '#warehouse/session-interface.ts';

/** ErrorResponse with the fields Redshift's drivers read: severity, code, message, detail, hint, position. */
export function writeError(writer: MessageWriter, error: RedshiftError, severity = error.severity): void {
  writer.begin('E');
  field(writer, 'S', severity);
  field(writer, 'C', error.code);
  field(writer, 'M', error.message);
  field(writer, 'D', error.detail);
  field(writer, 'H', error.hint);
  if (error.position !== undefined) field(writer, 'P', String(error.position + 1));
  writer.byte(0).end();
}

export function writeNotice(writer: MessageWriter, notice: Notice): void {
  writer.begin('N');
  field(writer, 'S', notice.severity);
  field(writer, 'C', notice.code);
  field(writer, 'M', notice.message);
  field(writer, 'D', notice.detail);
  field(writer, 'H', notice.hint);
  writer.byte(0).end();
}

/** What a client is told of any error: its own fault as it is, ours as XX000. */
export function asRedshiftError(error: unknown): RedshiftError {
  if (error instanceof RedshiftError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new RedshiftError({ code: sqlState.internal_error, message: `internal error: ${message}` });
}

function field(writer: MessageWriter, letter: string, value: string | undefined): void {
  if (value === undefined) return;
  writer.byte(letter.charCodeAt(0)).text(value);
}
