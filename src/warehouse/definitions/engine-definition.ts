import { engineType } from '#sql/engine-type.ts';
import { quoteIdentifier } from '#sql/quote.ts';
import { engineTableName } from '#warehouse/catalog/reader.ts';
import type { ColumnRow, RelationRow } from '#warehouse/catalog-interface.ts';

/** Engine tables keep their name when the table is renamed or moved; the oid makes it unique. */
export function engineNameOf(name: string, oid: number): string {
  return `${name}_${oid}`;
}

/** DuckDB statements that make an empty table and the sequences of its identity columns. */
export function createEngineTable(row: RelationRow): string[] {
  const columns = row.columns.map(engineColumn).join(', ');
  return [...createSequences(row), `CREATE ${createWhat(row)} (${columns})`];
}

/** The same filled from a query; its columns get their names and types here. */
export function createEngineTableAs(row: RelationRow, query: string): string[] {
  const [create] = createEngineTable(row).slice(-1);
  const names = row.columns.map((column) => quoteIdentifier(column.name)).join(', ');
  return [...(create ? [create] : []), `INSERT INTO ${engineTableName(row)} (${names}) ${query}`];
}

export function dropEngineTable(row: RelationRow): string[] {
  if (row.engineName === undefined) return [];
  return [
    `DROP TABLE IF EXISTS ${engineTableName(row)}`,
    ...row.columns.flatMap(({ identity }) =>
      identity ? [`DROP SEQUENCE IF EXISTS ${identity.sequence}`] : [],
    ),
  ];
}

function engineColumn(column: ColumnRow): string {
  const notNull = column.notNull ? ' NOT NULL' : '';
  return `${quoteIdentifier(column.name)} ${engineType(column.type)}${notNull}`;
}

/** DuckDB makes temporary objects by the word, not by the catalog's name. */
function createWhat(row: RelationRow): string {
  return row.sessionPid === undefined
    ? `TABLE ${engineTableName(row)}`
    : `TEMPORARY TABLE ${quoteIdentifier(row.engineName ?? '')}`;
}

const least = -(2n ** 63n);
const most = 2n ** 63n - 1n;

function createSequences(row: RelationRow): string[] {
  return row.columns.flatMap(({ identity }) => {
    if (!identity) return [];
    const temporary = row.sessionPid === undefined ? '' : 'TEMPORARY ';
    const name =
      row.sessionPid === undefined ? identity.sequence : identity.sequence.replace(/^temp\.main\./, '');
    const range = `MINVALUE ${least} MAXVALUE ${most}`;
    return [
      `CREATE ${temporary}SEQUENCE ${name} INCREMENT BY ${identity.step} ${range} START WITH ${identity.seed}`,
    ];
  });
}
