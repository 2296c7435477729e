import { randomBytes } from 'node:crypto';
import { quoteIdentifier, quoteLiteral } from '#sql/quote.ts';
import type { Session, Warehouse } from '#warehouse/session-interface.ts';

/** A user of the database that a request acts as. */
export interface DatabaseUser {
  name: string;
  /** Of an IAM identity: made at its first connection, without a password. */
  made?: { superuser: boolean };
}

/** Opens the database sessions of the Data API. */
export class Connector {
  readonly #warehouse: Warehouse;
  readonly #administrator: string;
  readonly #making = new Map<string, Promise<void>>();

  /** `administrator` is the superuser that makes users for IAM identities. */
  constructor(warehouse: Warehouse, administrator: string) {
    this.#warehouse = warehouse;
    this.#administrator = administrator;
  }

  /** Throws RedshiftError, FATAL, for an unknown user or database or too many connections. */
  async open(
    database: string,
    user: DatabaseUser,
    onTerminate: () => void = () => undefined,
  ): Promise<Session> {
    if (user.made && this.#warehouse.passwordVerifier(user.name) === undefined) {
      await this.#makeOnce(user.name, user.made.superuser);
    }
    return this.#session(database, user.name, onTerminate);
  }

  #session(database: string, user: string, onTerminate: () => void): Promise<Session> {
    return this.#warehouse.openSession({
      user,
      database,
      applicationName: 'RedshiftDataAPI',
      // Doubles are told exactly.
      settings: { extra_float_digits: '2' },
      peer: {
        remoteHost: '',
        remotePort: 0,
        driverVersion: 'Redshift Data API',
        osVersion: '',
        pluginName: '',
        protocolVersion: 0,
        authMethod: 'IAM',
        sslVersion: '',
        sslCipher: '',
      },
      onNotice: () => undefined,
      onParameterStatus: () => undefined,
      onTerminate,
    });
  }

  async #makeOnce(name: string, superuser: boolean): Promise<void> {
    const making = this.#making.get(name) ?? this.#make(name, superuser);
    this.#making.set(name, making);
    await making.finally(() => this.#making.delete(name));
  }

  async #make(name: string, superuser: boolean): Promise<void> {
    await using session = await this.#session('dev', this.#administrator, () => undefined);
    // A superuser's password cannot be disabled: it has one that nobody knows.
    const rights = superuser
      ? `PASSWORD ${quoteLiteral(`Aa1${randomBytes(24).toString('hex')}`)} CREATEUSER`
      : 'PASSWORD DISABLE';
    const sql = `CREATE USER ${quoteIdentifier(name)} ${rights}`;
    for await (const { batches } of session.run(sql)) for await (const _ of batches);
  }
}
