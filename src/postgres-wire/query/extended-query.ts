import { fail } from '#base/errors.ts';
import type { Channel } from '#postgres-wire/channel.ts';
import { decodeText } from '#postgres-wire/protocol/payload-reader.ts';
import { type BoundValue, type ClientMessage, formatOf } from '#postgres-wire/protocol/query-messages.ts';
import {
  writeBare,
  writeParameterDescription,
  writeRowDescription,
} from '#postgres-wire/protocol/result-messages.ts';
import { binaryParameterText } from '#postgres-wire/query/binary-parameter.ts';
import { parameterType } from '#postgres-wire/query/parameter-type.ts';
import { Portal } from '#postgres-wire/query/portal.ts';
import type { ParameterValue, PreparedStatement, Session } from '#warehouse/session-interface.ts';

type Message<Kind extends ClientMessage['kind']> = Extract<ClientMessage, { kind: Kind }>;

interface NamedStatement {
  prepared: PreparedStatement;
  declaredOids: number[];
}

/** The extended query protocol of one session: prepared statements and portals by name. */
export class ExtendedQuery {
  private readonly channel: Channel;
  private readonly session: Session;
  private readonly protocol: number;
  private readonly statements = new Map<string, NamedStatement>();
  private readonly portals = new Map<string, Portal>();

  constructor(channel: Channel, session: Session, protocol: number) {
    this.channel = channel;
    this.session = session;
    this.protocol = protocol;
  }

  async parse(message: Message<'parse'>): Promise<void> {
    if (message.name !== '' && this.statements.has(message.name)) {
      throw fail('duplicate_prepared_statement', `prepared statement "${message.name}" already exists`);
    }
    this.statements.delete(message.name);
    await this.setPortalsAside();
    const types = message.parameterOids.map(parameterType);
    const prepared = await this.session.prepare(message.text, types);
    this.statements.set(message.name, { prepared, declaredOids: message.parameterOids });
    writeBare(this.channel.out, 'parse complete');
  }

  async bind(message: Message<'bind'>): Promise<void> {
    const { prepared, declaredOids } = this.statement(message.statement);
    if (message.portal !== '' && this.portals.has(message.portal)) {
      throw fail('duplicate_cursor', `cursor "${message.portal}" already exists`);
    }
    await this.closePortal(message.portal);
    const wanted = prepared.parameterTypes.length;
    if (message.values.length !== wanted) {
      throw fail(
        'protocol_violation',
        `bind message supplies ${message.values.length} parameters, but prepared statement ` +
          `"${message.statement}" requires ${wanted}`,
      );
    }
    const parameters = message.values.map((value, index) =>
      parameterText(value, declaredOids[index] ?? 0, prepared.parameterTypes[index]),
    );
    const formats = columnFormats(message.resultFormats, prepared.columns?.length ?? 0);
    this.portals.set(message.portal, new Portal(prepared, parameters, formats));
    writeBare(this.channel.out, 'bind complete');
  }

  describe(message: Message<'describe' | 'close'>): void {
    if (message.target === 'statement') {
      const { prepared } = this.statement(message.name);
      writeParameterDescription(this.channel.out, prepared.parameterTypes);
      this.describeColumns(prepared, []);
    } else {
      const portal = this.portal(message.name);
      this.describeColumns(portal.statement, portal.formats);
    }
  }

  async execute(message: Message<'execute'>): Promise<void> {
    const portal = this.portal(message.portal);
    if (endsTransaction(portal.statement.text)) await this.closePortals(portal);
    else await this.setPortalsAside(portal);
    await portal.execute(this.channel, this.session, message.rowLimit, this.protocol);
  }

  async close(message: Message<'describe' | 'close'>): Promise<void> {
    if (message.target === 'statement') this.statements.delete(message.name);
    else await this.closePortal(message.name);
    writeBare(this.channel.out, 'close complete');
  }

  /** Portals live as long as their transaction. */
  async afterTransaction(): Promise<void> {
    if (this.session.transactionStatus !== 'transaction') await this.closePortals();
  }

  /** A simple Query does away with the unnamed statement and portal, and needs the engine for itself. */
  async beforeSimpleQuery(text: string): Promise<void> {
    this.statements.delete('');
    await this.closePortal('');
    if (endsTransaction(text)) await this.closePortals();
    else await this.setPortalsAside();
  }

  async closePortals(except?: Portal): Promise<void> {
    for (const [name, portal] of this.portals) {
      if (portal === except) continue;
      this.portals.delete(name);
      await portal.close();
    }
  }

  private async setPortalsAside(except?: Portal): Promise<void> {
    for (const portal of this.portals.values()) if (portal !== except) await portal.setAside();
  }

  private async closePortal(name: string): Promise<void> {
    const portal = this.portals.get(name);
    this.portals.delete(name);
    await portal?.close();
  }

  private describeColumns(statement: PreparedStatement, formats: number[]): void {
    if (statement.columns === undefined) writeBare(this.channel.out, 'no data');
    else writeRowDescription(this.channel.out, statement.columns, formats, this.protocol);
  }

  private statement(name: string): NamedStatement {
    const statement = this.statements.get(name);
    if (statement !== undefined) return statement;
    const message =
      name === ''
        ? 'unnamed prepared statement does not exist'
        : `prepared statement "${name}" does not exist`;
    throw fail('invalid_sql_statement_name', message);
  }

  private portal(name: string): Portal {
    const portal = this.portals.get(name);
    if (portal === undefined) throw fail('invalid_cursor_name', `portal "${name}" does not exist`);
    return portal;
  }
}

function parameterText(
  value: BoundValue,
  oid: number,
  bound: PreparedStatement['parameterTypes'][number] | undefined,
): ParameterValue {
  if (value.bytes === null) return null;
  return value.binary ? binaryParameterText(value.bytes, oid, bound) : decodeText(value.bytes);
}

function columnFormats(codes: number[], columns: number): number[] {
  if (codes.length > 1 && codes.length !== columns) {
    throw fail(
      'protocol_violation',
      `bind message has ${codes.length} result formats but query has ${columns} columns`,
    );
  }
  return Array.from({ length: columns }, (_, index) => formatOf(codes, index));
}

function endsTransaction(text: string): boolean {
  return /^\s*(?:commit|end|rollback|abort)\b/i.test(text);
}
