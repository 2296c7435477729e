import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** IF EXISTS found nothing: the client is told, and the statement goes on. */
export function noticeSkipped(context: StatementContext, kind: string, name: string): void {
  context.notice({
    severity: 'INFO',
    code: '00000',
    message: `${kind} "${name}" does not exist and will be skipped`,
  });
}

/** IF NOT EXISTS found the name taken. */
export function noticeExists(context: StatementContext, kind: string, name: string): void {
  context.notice({
    severity: 'INFO',
    code: '00000',
    message: `${kind} "${name}" already exists and will be skipped`,
  });
}

/** CASCADE takes something along. */
export function noticeCascade(context: StatementContext, what: string): void {
  context.notice({ severity: 'NOTICE', code: '00000', message: `drop cascades to ${what}` });
}
