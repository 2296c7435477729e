import type { DuckDBConnection } from '@duckdb/node-api';
import { RedshiftError } from '#base/errors.ts';
import type { ColumnDefinition } from '#sql/ast.ts';
import { bind, bindQueryForTable } from '#sql/bind/bind.ts';
import { resolveTypeName } from '#sql/bind/expressions/type-name.ts';
import type { CatalogReader, Relation, RelationColumn } from '#sql/catalog-reader.ts';
import { parseRuntimeError } from '#sql/engine/runtime-error.ts';
import { engineType } from '#sql/engine-type.ts';
import { parseStatements } from '#sql/parse.ts';
import type { BindContext, ModifyPlan, OutputColumn, Plan, SessionFacts } from '#sql/plan.ts';
import { quoteIdentifier, quoteLiteral } from '#sql/quote.ts';
import type { SqlType } from '#sql/types.ts';
import { openEngine } from '../../functions/engine.ts';

let tables = 0;

/** A catalog in memory over a bare engine: text is parsed, bound, and what comes out is run. */
export class BoundDatabase {
  readonly engine: DuckDBConnection;
  readonly relations: Relation[] = [];
  readonly settings = new Map<string, string>();
  searchPath = ['public'];

  constructor(engine: DuckDBConnection) {
    this.engine = engine;
  }

  /** Runs CREATE TABLE, CREATE VIEW and DML, in order. */
  async run(text: string): Promise<number[]> {
    const counts: number[] = [];
    for (const { statement } of parseStatements(text)) {
      if (statement.kind === 'create-table') {
        await this.createTable(statement.name.schema ?? 'public', statement.name.name, statement.columns);
      } else if (statement.kind === 'create-view') {
        const bound = bindQueryForTable(statement.query, this.context(text));
        this.add(statement.name.schema ?? 'public', statement.name.name, {
          kind: statement.noSchemaBinding ? 'late-binding view' : 'view',
          viewQuery: statement.text,
          viewSearchPath: this.searchPath,
          columns: bound.columns.map((column, index) => ({
            name: statement.columns?.[index]?.name ?? column.name,
            type: column.type,
            notNull: false,
          })),
        });
      } else {
        counts.push(await this.change(bind(statement, this.context(text)) as ModifyPlan));
      }
    }
    return counts;
  }

  /** Rows of a query as the engine's JSON values, 64-bit numbers and decimals as text. */
  async rows(text: string, parameters: (string | null)[] = []): Promise<unknown[][]> {
    const plan = this.plan(text);
    if (plan.kind !== 'query') throw new Error(`no query: ${text}`);
    const result = await this.engine.runAndReadAll(plan.sql, parameters);
    const types = result.columnTypes().map(String);
    for (const [index, column] of plan.columns.entries()) checkEngineType(types[index]!, column, plan.sql);
    return result.getRowsJson();
  }

  columns(text: string): OutputColumn[] {
    const plan = this.plan(text);
    if (plan.kind !== 'query') throw new Error(`no query: ${text}`);
    return plan.columns;
  }

  plan(text: string, more: Partial<BindContext> = {}): Plan {
    const [parsed, second] = parseStatements(text);
    if (parsed === undefined || second !== undefined) throw new Error(`one statement expected: ${text}`);
    return bind(parsed.statement, { ...this.context(text), ...more });
  }

  /** The error of a statement as `code message @position`, found by binding or running it. */
  async error(text: string): Promise<string> {
    try {
      const plan = this.plan(text);
      if (plan.kind === 'query') await this.engine.runAndReadAll(plan.sql);
      else if (plan.kind === 'modify') await this.change(plan);
    } catch (error) {
      if (error instanceof RedshiftError) {
        const at = error.position === undefined ? '' : ` @${error.position}`;
        return `${error.code} ${error.message}${at}`;
      }
      const known = parseRuntimeError(String(error));
      if (known !== undefined) return `${known.code} ${known.message}`;
      throw error;
    }
    return 'no error';
  }

  async change(plan: ModifyPlan): Promise<number> {
    let count = 0;
    for (const sql of plan.bulk === undefined ? plan.statements : [bulkText(plan)]) {
      const result = await this.engine.runAndReadAll(sql);
      count = Number(result.getRowsJson()[0]?.[0] ?? 0);
    }
    return count;
  }

  add(schema: string, name: string, more: Partial<Relation>): Relation {
    const relation: Relation = {
      oid: 1000 + this.relations.length,
      database: 'dev',
      schema,
      name,
      kind: 'table',
      temporary: false,
      owner: 100,
      columns: [],
      source: undefined,
      ...more,
    };
    this.relations.push(relation);
    return relation;
  }

  context(text: string): BindContext {
    return { text, catalog: this.catalog(), session: this.session() };
  }

  private async createTable(schema: string, name: string, definitions: ColumnDefinition[]): Promise<void> {
    const engineName = quoteIdentifier(`${schema}_${name}_${tables++}`);
    const columns = definitions.map((definition) => tableColumn(definition, engineName));
    for (const { identity } of columns) {
      if (identity === undefined) continue;
      await this.engine.run(
        `CREATE SEQUENCE ${identity.sequence} START ${identity.seed} INCREMENT BY ${identity.step}`,
      );
    }
    const list = columns.map((column) => {
      return `${quoteIdentifier(column.name)} ${engineType(column.type)}${column.notNull ? ' NOT NULL' : ''}`;
    });
    await this.engine.run(`CREATE TABLE memory.main.${engineName} (${list.join(', ')})`);
    this.add(schema, name, { columns, source: `memory.main.${engineName}` });
  }

  private catalog(): CatalogReader {
    return {
      database: 'dev',
      findRelation: ({ database, schema, name }) => {
        if (database !== undefined && database !== 'dev') return undefined;
        const path = schema === undefined ? ['pg_catalog', ...this.searchPath] : [schema];
        for (const each of path) {
          const found = this.relations.findLast(
            (relation) => relation.schema === each && relation.name === name,
          );
          if (found !== undefined) return found;
        }
        return undefined;
      },
      hasSchema: () => true,
      findFunctions: () => [],
    };
  }

  private session(): SessionFacts {
    const user = { name: 'awsuser', id: 100, superuser: true };
    return {
      user,
      sessionUser: user,
      database: 'dev',
      pid: 1,
      transactionStart: 1_700_000_000_000_000n,
      statementStart: 1_700_000_000_000_000n,
      setting: (name) => this.settings.get(name),
      searchPath: this.searchPath,
      lastQueryId: 0n,
      lastCopyId: 0n,
      lastCopyCount: 0n,
      lastUnloadId: 0n,
      lastUnloadCount: 0n,
    };
  }
}

let engine: Promise<DuckDBConnection> | undefined;

/** A new database; those of one test file share an engine, where each has tables of its own. */
export async function openDatabase(ddl = ''): Promise<BoundDatabase> {
  engine ??= openEngine();
  const database = new BoundDatabase(await engine);
  await database.run(ddl);
  return database;
}

function tableColumn(definition: ColumnDefinition, table: string): RelationColumn {
  const { name, identity } = definition;
  return {
    name: name.name,
    type: resolveTypeName(definition.type),
    notNull: definition.notNull === true,
    ...(definition.default === undefined ? {} : { default: definition.default.text }),
    ...(identity === undefined
      ? {}
      : { identity: { ...identity, sequence: `memory.main.${table.replace(/"$/, `_${name.name}"`)}` } }),
  };
}

/** What the appender would do. */
function bulkText({ target, bulk }: ModifyPlan): string {
  const cell = (value: unknown, type: SqlType) =>
    value === null ? 'NULL' : `CAST(${quoteLiteral(String(value))} AS ${engineType(type)})`;
  const { columns, types, rows, computed } = bulk!;
  const tuples = [...rows].map((row) => `(${row.map((value, i) => cell(value, types[i]!)).join(', ')})`);
  const filled = new Map(computed.map(({ column, sql }) => [column, sql]));
  const direct = columns.filter((column) => !filled.has(column)).map(quoteIdentifier);
  const names = [...direct, ...[...filled.keys()].map(quoteIdentifier)];
  const staged = `(VALUES ${tuples.join(', ')}) staged(${columns.map(quoteIdentifier).join(', ')})`;
  return `INSERT INTO ${target.source} (${names.join(', ')}) SELECT ${[...direct, ...filled.values()].join(', ')} FROM ${staged}`;
}

/** Doors encode a column from its Redshift type alone, so the engine's type must be just the one it stands for. */
function checkEngineType(actual: string, column: OutputColumn, sql: string): void {
  const expected = column.type.name === 'array' ? 'VARCHAR' : engineType(column.type);
  const known = { JSON: 'VARCHAR', TIMESTAMPTZ: 'TIMESTAMP WITH TIME ZONE', TIMETZ: 'TIME WITH TIME ZONE' };
  const wanted = known[expected as keyof typeof known] ?? expected;
  if (actual !== wanted) throw new Error(`column ${column.name} is ${actual}, not ${wanted}: ${sql}`);
}
