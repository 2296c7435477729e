import { setImmediate as turn } from 'node:timers/promises';
import { fail } from '#base/errors.ts';
import type { Channel } from '#postgres-wire/channel.ts';
import type { RowEncoder } from '#postgres-wire/encode/row-encoder.ts';
import { giveBuffer, takeBuffer } from '#postgres-wire/query/buffer-pool.ts';
import type { RowBatch, StatementResult } from '#warehouse/result.ts';

/** How long rows may be encoded before other sessions get their turn, ms. */
const turnMs = 10;
/** Rows that need no more room than this wait for the messages around them: one write is a good part of a small statement. */
const smallPartBytesMax = 16 * 1024;
/** Rows of a suspended portal that are kept in memory while the session runs something else. */
const asideBytesMax = 256 * 1024 * 1024;

/**
 * The rows of one result on their way to the client. Rows can be sent in portions (portals with a row limit);
 * the next batch is asked for while the current one is encoded.
 */
export class RowStream {
  private readonly batches: StatementResult['batches'];
  private readonly encoder: RowEncoder;
  private pending: Promise<IteratorResult<RowBatch, undefined>> | undefined;
  private current: RowBatch | undefined;
  private row = 0;
  private finished = false;
  private aside: RowBatch[] = [];

  constructor(result: StatementResult, encoder: RowEncoder) {
    this.batches = result.batches;
    this.encoder = encoder;
  }

  /** Sends up to `limit` rows (0: all). Returns whether the result is at its end. */
  async send(channel: Channel, limit: number): Promise<boolean> {
    let left = limit > 0 ? limit : Number.POSITIVE_INFINITY;
    let turned = performance.now();
    while (left > 0 && !channel.closed) {
      if (!(await this.advance())) return true;
      left -= await this.sendPart(channel, left);
      if (performance.now() - turned > turnMs) {
        await turn();
        turned = performance.now();
      }
    }
    return false;
  }

  /**
   * Reads the rest into memory, so that the engine is free for another statement of the session.
   * A rest that is too large for that is 54000.
   */
  async setAside(): Promise<void> {
    if (this.finished) return;
    let bytes = 0;
    for (;;) {
      const { done, value } = await (this.pending ?? this.batches.next());
      this.pending = undefined;
      if (done) break;
      this.aside.push(value);
      for (const column of value.columns) bytes += column.data.length;
      if (bytes > asideBytesMax) throw tooManyRows();
    }
    this.finished = true;
  }

  /** Ends the statement early. */
  async close(): Promise<void> {
    if (this.finished) return;
    this.finished = true;
    await this.pending?.catch(() => undefined);
    await this.batches.return?.();
  }

  /** Makes sure that there is a current row; false at the end of the result. */
  private async advance(): Promise<boolean> {
    while (this.current === undefined || this.row >= this.current.rowCount) {
      const batch = this.aside.shift() ?? (await this.nextBatch());
      if (batch === undefined) return false;
      this.current = batch;
      this.row = 0;
      this.encoder.bind(batch);
      if (!this.finished) this.readAhead();
    }
    return true;
  }

  private async nextBatch(): Promise<RowBatch | undefined> {
    if (this.finished) return undefined;
    const { done, value } = await (this.pending ?? this.batches.next());
    this.pending = undefined;
    if (done) this.finished = true;
    return value;
  }

  private readAhead(): void {
    this.pending = this.batches.next();
    // A failure is met when the batch is awaited; until then it must not count as unhandled.
    this.pending.catch(() => undefined);
  }

  private async sendPart(channel: Channel, limit: number): Promise<number> {
    await channel.ready();
    const start = this.row;
    const end = this.encoder.partEnd(start, Math.min(this.current!.rowCount, start + limit));
    this.row = end;
    const bytesMax = this.encoder.bytesMax(start, end);
    if (bytesMax <= smallPartBytesMax) {
      channel.out.fill(bytesMax, (room) => this.encoder.write(start, end, room));
      if (channel.out.length > smallPartBytesMax) channel.flush();
      return end - start;
    }
    const out = takeBuffer(bytesMax);
    const length = this.encoder.write(start, end, out);
    channel.send(out.subarray(0, length), () => {
      giveBuffer(out);
      channel.progress();
    });
    return end - start;
  }
}

function tooManyRows(): Error {
  return fail(
    'program_limit_exceeded',
    'a portal with too many unread rows stands in the way of this statement',
    {
      hint: 'Read the portal to its end or close it before running another statement.',
    },
  );
}
