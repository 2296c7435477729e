import { quoteIdentifier } from '#sql/quote.ts';
import { queryTexts } from '#warehouse/data-api/metadata/query-texts.ts';
import { columnMetadata } from '#warehouse/data-api/results/column-metadata.ts';
import type { RowTextOf } from '#warehouse/data-api/results/row-text.ts';
import type { ColumnMetadata } from '#warehouse/data-api/statement-record.ts';
import type { Session } from '#warehouse/session-interface.ts';

/** Which rows of a listing: from the `offset`-th on, `limit` of them. */
export interface Page {
  offset: number;
  limit: number;
}

export interface TableName {
  name: string;
  type: string;
  schema: string;
}

/** What the Data API's metadata operations ask of the catalog, through the views that a client would read. */
export class CatalogQueries {
  readonly #session: Session;
  readonly #rowTextOf: RowTextOf;

  constructor(session: Session, rowTextOf: RowTextOf) {
    this.#session = session;
    this.#rowTextOf = rowTextOf;
  }

  async databases(page: Page): Promise<string[]> {
    const rows = await this.#rows('SELECT datname FROM pg_database ORDER BY 1', [], page);
    return rows.map(([name]) => name ?? '');
  }

  /** Patterns are those of LIKE. */
  async schemas(database: string, pattern: string, page: Page): Promise<string[]> {
    const sql = `SELECT schema_name FROM svv_all_schemas WHERE database_name = $1 AND schema_name LIKE $2 ORDER BY 1`;
    const rows = await this.#rows(sql, [database, pattern], page);
    return rows.map(([name]) => name ?? '');
  }

  async tables(database: string, schema: string, table: string, page: Page): Promise<TableName[]> {
    const sql = `SELECT schema_name, table_name, table_type FROM svv_all_tables
      WHERE database_name = $1 AND schema_name LIKE $2 AND table_name LIKE $3 ORDER BY 1, 2`;
    const rows = await this.#rows(sql, [database, schema, table], page);
    return rows.map(([schemaName, name, type]) => ({
      name: name ?? '',
      type: tableType(schemaName ?? '', type ?? ''),
      schema: schemaName ?? '',
    }));
  }

  /** Columns of a table; without one, of every table of the schema, or of the database. */
  async columns(
    database: string,
    schema: string | undefined,
    table: string | undefined,
    page: Page,
  ): Promise<ColumnMetadata[]> {
    const conditions = ['database_name = $1'];
    const values = [database];
    if (schema !== undefined) conditions.push(`schema_name = $${values.push(schema)}`);
    if (table !== undefined) conditions.push(`table_name = $${values.push(table)}`);
    const sql = `SELECT schema_name, table_name, column_name, column_default FROM svv_all_columns
      WHERE ${conditions.join(' AND ')} ORDER BY schema_name, table_name, ordinal_position`;
    const rows = await this.#rows(sql, values, page);
    const tables = new Map<string, Map<string, ColumnMetadata>>();
    const columns: ColumnMetadata[] = [];
    for (const [schemaName, tableName, name, columnDefault] of rows) {
      const path = [database, schemaName ?? '', tableName ?? ''].map(quoteIdentifier).join('.');
      const known = tables.get(path) ?? (await this.#columnsOf(path));
      tables.set(path, known);
      const column = known.get(name ?? '');
      if (column === undefined) continue;
      columns.push({
        ...column,
        schemaName: schemaName ?? '',
        tableName: tableName ?? '',
        length: column.precision,
        ...(columnDefault === null || columnDefault === undefined ? {} : { columnDefault }),
      });
    }
    return columns;
  }

  /** Their types are the binder's; the statement is never run. */
  async #columnsOf(path: string): Promise<Map<string, ColumnMetadata>> {
    const { columns = [] } = await this.#session.prepare(`SELECT * FROM ${path}`, []);
    return new Map(columns.map((column) => [column.name, columnMetadata(column)]));
  }

  #rows(sql: string, values: string[], { offset, limit }: Page): Promise<(string | null)[][]> {
    return queryTexts(this.#session, this.#rowTextOf, `${sql} LIMIT ${limit} OFFSET ${offset}`, values);
  }
}

function tableType(schema: string, type: string): string {
  const system = schema === 'pg_catalog' || schema === 'information_schema';
  return system && type === 'TABLE' ? 'SYSTEM TABLE' : type;
}
