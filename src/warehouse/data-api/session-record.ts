import type { Owner, Target } from '#warehouse/data-api/statement-record.ts';

export type SessionStatus = 'AVAILABLE' | 'BUSY' | 'CLOSED';

/** A session that lives on between statements. Times are milliseconds since 1970. */
export interface SessionRecord {
  /** UUID. */
  id: string;
  owner: Owner;
  target: Target;
  status: SessionStatus;
  createdAt: number;
  updatedAt: number;
  /** How long it stays after a statement. */
  keepAliveSeconds: number;
  currentStatementId?: string;
}
