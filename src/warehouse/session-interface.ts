import type { OutputColumn } from '#sql/plan.ts';
import type { SqlType } from '#sql/types.ts';
import type { StatementResult } from '#warehouse/result.ts';

/** What a door tells of a connection when it opens a session. Names are already authenticated. */
export interface SessionRequest {
  user: string;
  database: string;
  applicationName: string;
  /** Start-up settings the client asked for (search_path, datestyle, extra_float_digits …). */
  settings: Record<string, string>;
  /** The warehouse's own session, no client's: limits of connections do not count, and no log of connections has it. */
  internal?: true;
  /** Facts for the connection log. */
  peer: {
    remoteHost: string;
    remotePort: number;
    driverVersion: string;
    osVersion: string;
    pluginName: string;
    protocolVersion: number;
    authMethod: string;
    sslVersion: string;
    sslCipher: string;
  };
  /** NOTICE, INFO and WARNING messages as they arise. */
  onNotice: (notice: Notice) => void;
  /** A reported setting (TimeZone, DateStyle, application_name …) has a new value. */
  onParameterStatus: (name: string, value: string) => void;
  /** The session was ended by someone else (pg_terminate_backend, idle time-out, shutdown). */
  onTerminate: (error: Error) => void;
}

export interface Notice {
  severity: 'NOTICE' | 'INFO' | 'WARNING' | 'LOG' | 'DEBUG';
  code: string;
  message: string;
  detail?: string;
  hint?: string;
}

/** A parameter value: text as Redshift reads it, or NULL. Doors decode binary values to text first. */
export type ParameterValue = string | null;

/** One parsed and bound statement. Binding is repeated when the catalog or a setting has changed. */
export interface PreparedStatement {
  readonly text: string;
  /** Types of `$1`, `$2` …. */
  readonly parameterTypes: SqlType[];
  readonly columns: OutputColumn[] | undefined;
  /** True for an empty statement (only white space and comments). */
  readonly empty: boolean;
}

/**
 * A client's session: one user in one database, one statement at a time.
 * Errors are RedshiftError; an error inside a transaction block leaves the status at 'failed'.
 */
export interface Session extends AsyncDisposable {
  readonly pid: number;
  /** Secret of CancelRequest, 31 bits. */
  readonly secret: number;
  readonly transactionStatus: 'idle' | 'transaction' | 'failed';
  /** The last statement's that STL_QUERY has, as pg_last_query_id(); -1 before the first. */
  readonly lastQueryId: bigint;

  /**
   * Runs a simple Query string: several statements are one implicit transaction unless they contain
   * their own BEGIN/COMMIT. Each result must be drained (or returned) before the next is asked for.
   * An error ends the iteration by throwing, with the implicit transaction rolled back.
   */
  run(text: string): AsyncIterableIterator<StatementResult, undefined>;

  /** Parses and binds exactly one statement (extended protocol's Parse). More than one is an error. */
  prepare(text: string, parameterTypes: (SqlType | undefined)[]): Promise<PreparedStatement>;
  /**
   * Executes it; several executions before `sync()` share one implicit transaction. `last` says that `sync()` comes
   * next, so that a change of rows may be committed with the statement itself.
   */
  execute(
    statement: PreparedStatement,
    parameters: ParameterValue[],
    last?: boolean,
  ): Promise<StatementResult>;
  /** End of an extended-protocol batch: commits or rolls back an implicit transaction. */
  sync(failed: boolean): Promise<void>;

  /** Interrupts the running statement, which then fails with 57014. Does nothing when idle. */
  cancel(): void;
  /** Current value of a setting, as SHOW prints it. */
  setting(name: string): string | undefined;
}

/** Stored forms of a user's password; a method is possible when its form is there. */
export interface PasswordVerifier {
  /** `md5` + 32 hex digits of md5(password ‖ user name). */
  md5?: string;
  /** SCRAM-SHA-256, base64 fields. */
  scram?: { iterations: number; salt: string; storedKey: string; serverKey: string };
  /** `sha256` form: hex digest of SHA-256(password ‖ salt) and the salt. */
  sha256?: { digest: string; salt: string };
  /** VALID UNTIL, milliseconds since 1970; undefined for never. */
  validUntil?: number;
  /** PASSWORD DISABLE. */
  disabled: boolean;
}

/** What the doors see of the warehouse. */
export interface Warehouse {
  /** Undefined for an unknown user; a door must take as long for it as for a known one. */
  passwordVerifier(user: string): PasswordVerifier | undefined;
  hasDatabase(name: string): boolean;
  /** Throws RedshiftError for an unknown database, a connection limit or a bad start-up setting. */
  openSession(request: SessionRequest): Promise<Session>;
  /** CancelRequest: cancels when pid and secret match; says nothing either way. */
  cancel(pid: number, secret: number): void;
  /** Failed and successful logins, for SYS_CONNECTION_LOG. */
  recordConnectionEvent(event: string, request: Partial<SessionRequest>, pid: number): void;
  close(): Promise<void>;
}
