import { fail } from '#base/errors.ts';
import type { Channel } from '#postgres-wire/channel.ts';
import { resultEncoder } from '#postgres-wire/encode/result-encoder.ts';
import { writeBare, writeCommandComplete } from '#postgres-wire/protocol/result-messages.ts';
import { RowStream } from '#postgres-wire/query/row-stream.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { ParameterValue, PreparedStatement, Session } from '#warehouse/session-interface.ts';

const syncType = 'S'.charCodeAt(0);

/** A statement with its parameters bound, executed at once or portion by portion. */
export class Portal {
  readonly statement: PreparedStatement;
  /** One format code per column. */
  readonly formats: number[];
  private readonly parameters: ParameterValue[];
  private result: StatementResult | undefined;
  private rows: RowStream | undefined;
  private done = false;

  constructor(statement: PreparedStatement, parameters: ParameterValue[], formats: number[]) {
    this.statement = statement;
    this.parameters = parameters;
    this.formats = formats;
  }

  /** Rows wait in the engine to be fetched. */
  get suspended(): boolean {
    return this.rows !== undefined && !this.done;
  }

  /** Runs the statement, or goes on with it. `rowLimit` 0 asks for all rows. */
  async execute(channel: Channel, session: Session, rowLimit: number, protocol: number): Promise<void> {
    if (this.statement.empty) return writeBare(channel.out, 'empty query');
    if (this.done) return this.executeAgain(channel);
    try {
      await this.start(channel, session, protocol);
      await this.advance(channel, rowLimit);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Takes the remaining rows into memory, so that the session can run another statement. */
  async setAside(): Promise<void> {
    if (this.suspended) await this.rows?.setAside();
  }

  async close(): Promise<void> {
    this.done = true;
    await this.rows?.close();
  }

  private async start(channel: Channel, session: Session, protocol: number): Promise<void> {
    if (this.result !== undefined) return;
    const result = await session.execute(this.statement, this.parameters, channel.nextType === syncType);
    this.result = result;
    if (result.columns === undefined) return;
    const encoder = resultEncoder(result.columns, this.formats, protocol, session);
    this.rows = new RowStream(result, encoder);
  }

  private async advance(channel: Channel, rowLimit: number): Promise<void> {
    const result = this.result!;
    if (this.rows === undefined) for await (const _ of result.batches);
    else if (!(await this.rows.send(channel, rowLimit))) return writeBare(channel.out, 'portal suspended');
    this.done = true;
    const tag = result.tag();
    if (tag === '') writeBare(channel.out, 'empty query');
    else writeCommandComplete(channel.out, tag);
  }

  private executeAgain(channel: Channel): void {
    if (this.rows === undefined || this.result === undefined) {
      throw fail('object_not_in_prerequisite_state', 'portal cannot be run anymore');
    }
    writeCommandComplete(channel.out, this.result.tag());
  }
}
