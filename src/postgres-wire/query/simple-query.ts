import type { Channel } from '#postgres-wire/channel.ts';
import { resultEncoder } from '#postgres-wire/encode/result-encoder.ts';
import {
  writeBare,
  writeCommandComplete,
  writeRowDescription,
} from '#postgres-wire/protocol/result-messages.ts';
import { RowStream } from '#postgres-wire/query/row-stream.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { Session } from '#warehouse/session-interface.ts';

/** Runs a Query message: the results of all its statements, in text. Errors are thrown. */
export async function runSimpleQuery(
  channel: Channel,
  session: Session,
  text: string,
  protocol: number,
): Promise<void> {
  let count = 0;
  for await (const result of session.run(text)) {
    count++;
    await sendResult(channel, session, result, protocol);
    if (channel.closed) return;
  }
  if (count === 0) writeBare(channel.out, 'empty query');
}

async function sendResult(
  channel: Channel,
  session: Session,
  result: StatementResult,
  protocol: number,
): Promise<void> {
  const columns = result.columns;
  if (columns === undefined) {
    for await (const _ of result.batches);
  } else {
    writeRowDescription(channel.out, columns, [], protocol);
    const rows = new RowStream(result, resultEncoder(columns, [], protocol, session));
    try {
      await rows.send(channel, 0);
    } finally {
      await rows.close();
    }
    if (channel.closed) return;
  }
  const tag = result.tag();
  if (tag === '') writeBare(channel.out, 'empty query');
  else writeCommandComplete(channel.out, tag);
}
