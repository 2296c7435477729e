import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import duckdb from '@duckdb/node-bindings';
import { macros } from '#sql/engine/macros.ts';
import { quoteLiteral } from '#sql/quote.ts';
import { RejectRecorder } from '#warehouse/copy/reject-recorder.ts';
import { Connection } from '#warehouse/engine/connection.ts';
import { registerScalarFunctions } from '#warehouse/engine/scalar-functions.ts';
import { favourEventLoop } from '#warehouse/engine/thread-priority.ts';
import { constantTableStatements } from '#warehouse/system-relations/constant-tables.ts';

export interface EngineOptions {
  /** Undefined for a warehouse in memory. */
  dataFolder: string | undefined;
  /** As the engine reads it: `4GB`, `80%`. */
  memoryLimit: string | undefined;
  /** Folders where COPY and UNLOAD may read and write files. */
  folders: readonly string[];
}

/**
 * The one engine of the process: our macros in its own catalog `memory`, the warehouse's data attached as `warehouse`, the
 * logs as `log`. It reaches no file besides these, its spill folder and the folders of COPY and UNLOAD, and loads no
 * extension.
 */
export class EngineInstance {
  /** Where rows that a COPY cannot take are reported. */
  readonly rejects: RejectRecorder;
  readonly #database: duckdb.Database;
  readonly #functions: Connection;

  static async open(options: EngineOptions): Promise<EngineInstance> {
    const database = await duckdb.open(':memory:', configuration(options));
    const connect = () => duckdb.connect(database);
    const connection = new Connection(await connect(), connect);
    for (const [name, file] of Object.entries(attachments(options))) {
      // By the driver's connection: an error of the file system is for the operator and is not translated.
      await connection.driver.run(`ATTACH ${quoteLiteral(file)} AS ${name}`);
    }
    const folders = options.folders.map(quoteLiteral).join(', ');
    await connection.run(`SET allowed_directories = [${folders}]`);
    await connection.run('SET enable_external_access = false');
    registerScalarFunctions(connection.driver);
    const rejects = new RejectRecorder();
    rejects.register(connection.driver);
    // One text: a call for each would cost a third of the start.
    await connection.run(macros.join(';\n'));
    for (const statement of constantTableStatements()) await connection.run(statement);
    favourEventLoop();
    return new EngineInstance(database, connection, rejects);
  }

  private constructor(database: duckdb.Database, functions: Connection, rejects: RejectRecorder) {
    this.#database = database;
    this.#functions = functions;
    this.rejects = rejects;
  }

  async connect(): Promise<Connection> {
    const connect = () => duckdb.connect(this.#database);
    return new Connection(await connect(), connect);
  }

  /** Connections must be closed before. */
  async close(): Promise<void> {
    for (const name of ['warehouse', 'log']) {
      await this.#functions.run(`CHECKPOINT ${name}`).catch(() => undefined);
    }
    await this.#functions.close();
    duckdb.close_sync(this.#database);
  }
}

function attachments({ dataFolder }: EngineOptions): Record<string, string> {
  if (dataFolder === undefined) return { warehouse: ':memory:', log: ':memory:' };
  return { warehouse: join(dataFolder, 'warehouse.duckdb'), log: join(dataFolder, 'log.duckdb') };
}

function configuration({ dataFolder, memoryLimit }: EngineOptions): duckdb.Config {
  const settings: Record<string, string> = {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(memoryLimit === undefined ? {} : { memory_limit: memoryLimit }),
    // Without a folder nothing is written to disk: what does not fit in memory fails.
    temp_directory: dataFolder === undefined ? '' : spillFolder(dataFolder),
  };
  const config = duckdb.create_config();
  for (const [name, value] of Object.entries(settings)) duckdb.set_config(config, name, value);
  return config;
}

function spillFolder(dataFolder: string): string {
  const folder = join(dataFolder, 'spill');
  mkdirSync(folder, { recursive: true });
  return folder;
}
