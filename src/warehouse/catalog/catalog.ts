import { commentTable } from '#warehouse/catalog/comments.ts';
import { CommittedCatalog } from '#warehouse/catalog/committed-catalog.ts';
import { copyJobTable } from '#warehouse/catalog/copy-jobs.ts';
import { databaseTable } from '#warehouse/catalog/databases.ts';
import { createTableSql } from '#warehouse/catalog/engine-table.ts';
import { type FirstUser, firstStart } from '#warehouse/catalog/first-start.ts';
import { grantTable } from '#warehouse/catalog/grants.ts';
import { groupTable } from '#warehouse/catalog/groups.ts';
import type { SystemRelations } from '#warehouse/catalog/reader.ts';
import { relationTable } from '#warehouse/catalog/relations.ts';
import { roleTable } from '#warehouse/catalog/roles.ts';
import { schemaTable } from '#warehouse/catalog/schemas.ts';
import { dropTemporarySchemas } from '#warehouse/catalog/temporary-schema.ts';
import { Transaction } from '#warehouse/catalog/transaction.ts';
import { userTable } from '#warehouse/catalog/users.ts';
import type { CatalogTransaction } from '#warehouse/catalog-interface.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';
import type { PasswordVerifier } from '#warehouse/session-interface.ts';

const tables = [
  databaseTable,
  schemaTable,
  relationTable,
  userTable,
  groupTable,
  roleTable,
  grantTable,
  commentTable,
  copyJobTable,
];

/** The warehouse's one catalog: opened once, then read from memory and changed by transactions. */
export class Catalog {
  readonly #committed: CommittedCatalog;
  readonly #systemRelations: SystemRelations;

  /**
   * Makes what is missing of the engine's schemas `catalog` and `tables`, and at the first start the database
   * `dev` and the first user. `warehouse` must be attached; `connection` must not be inside a transaction.
   */
  static async open(
    connection: EngineConnection,
    options: { firstUser: FirstUser; systemRelations: SystemRelations },
  ): Promise<Catalog> {
    await connection.run('CREATE SCHEMA IF NOT EXISTS warehouse.catalog');
    await connection.run('CREATE SCHEMA IF NOT EXISTS warehouse.tables');
    for (const table of tables.flatMap((kind) => kind.engineTables)) {
      await connection.run(createTableSql(table));
    }
    const catalog = new Catalog(await CommittedCatalog.load(connection), options.systemRelations);
    await catalog.#commitNow(connection, (transaction) =>
      transaction.database('dev') || transaction.users().length > 0
        ? dropTemporarySchemas(transaction)
        : firstStart(transaction, options.firstUser),
    );
    return catalog;
  }

  private constructor(committed: CommittedCatalog, systemRelations: SystemRelations) {
    this.#committed = committed;
    this.#systemRelations = systemRelations;
  }

  /** Grows with every committed change: a plan bound under another version must be bound again. */
  get version(): number {
    return this.#committed.version;
  }

  /** Sees what is committed at each moment, and its own changes. Ends with `commit` or `rollback`. */
  begin(): CatalogTransaction {
    return this.#begin();
  }

  passwordVerifier(user: string): PasswordVerifier | undefined {
    return this.#committed.users.find(user)?.verifier;
  }

  hasDatabase(name: string): boolean {
    return this.#committed.databases.find(name) !== undefined;
  }

  /** `listener` is called after each commit that made, changed or dropped a COPY JOB. */
  onCopyJobs(listener: () => void): void {
    this.#committed.copyJobsChanged = listener;
  }

  #begin(): Transaction {
    return new Transaction(this.#committed, this.#systemRelations);
  }

  async #commitNow(
    connection: EngineConnection,
    change: (transaction: Transaction) => string[],
  ): Promise<void> {
    const transaction = this.#begin();
    const statements = change(transaction);
    if (statements.length === 0) return;
    await connection.run('BEGIN');
    for (const statement of statements) await connection.run(statement);
    await connection.run('COMMIT');
    transaction.commit();
  }
}
