import { fail } from '#base/errors.ts';
import type { OutputColumn } from '#sql/plan.ts';
import type { StatementResult } from '#warehouse/result.ts';
import { BatchReader } from '#warehouse/results/batch-reader.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import type { Cursor } from '#warehouse/session/cursor.ts';
import { fillLive, openQuery, queryResult } from '#warehouse/session/execute-plan.ts';
import type { SessionCore } from '#warehouse/session/session-core.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';

type Fetch = StatementOf<'fetch'>;

/** FETCH [NEXT | ALL | FORWARD …] FROM cursor: forwards only. */
export async function fetch(statement: Fetch, context: SessionContext): Promise<StatementResult> {
  const { core } = context;
  const cursor = findCursor(core, statement.cursor);
  cursor.rows ??= new BatchReader(await open(cursor, core));
  const { rows } = cursor;
  let left = statement.count === 'all' ? Number.POSITIVE_INFINITY : statement.count;
  const source = {
    async next() {
      const batch = left > 0 ? await rows.read(left) : undefined;
      left -= batch?.rowCount ?? 0;
      return batch;
    },
    // The cursor stays open for the next FETCH.
    close: async () => undefined,
  };
  return queryResult(cursor.columns, source, 'FETCH');
}

export function fetchColumns(statement: Fetch, core: SessionCore): OutputColumn[] {
  return findCursor(core, statement.cursor).columns;
}

export function findCursor(core: SessionCore, name: string): Cursor {
  const cursor = core.cursors.get(name);
  if (!cursor) throw fail('invalid_cursor_name', `cursor "${name}" does not exist`);
  return cursor;
}

async function open({ plan }: Cursor, core: SessionCore) {
  await core.currentTransaction.beginEngine();
  return openQuery(core, await fillLive(core, plan));
}
