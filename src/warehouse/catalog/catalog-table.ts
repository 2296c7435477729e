import type { EngineTable } from '#warehouse/catalog/engine-table.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';

/** One kind of catalog row: how it is found in memory, and how it is written and read. Each kind has its file. */
export interface CatalogTable<K extends number | string, Row> {
  /** What a row is called in an error. */
  noun: string;
  engineTables: EngineTable[];
  key(row: Row): K;
  /** A second, unique way to find a row: its name within what holds it. */
  name?(row: Row): string;
  insert(row: Row): string[];
  remove(row: Row): string[];
  load(connection: EngineConnection): Promise<Row[]>;
}
