import { fail } from '#base/errors.ts';
import type { Expression, Query } from '#sql/ast.ts';
import { bind } from '#sql/bind/bind.ts';
import type { OutputColumn } from '#sql/plan.ts';
import type { EngineParameter } from '#warehouse/engine/prepared.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import type { SessionCore } from '#warehouse/session/session-core.ts';
import type { SqlPrepared } from '#warehouse/session/sql-prepared.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';

type Execute = StatementOf<'execute'>;

/** EXECUTE name [(values)] (Amazon Redshift, "EXECUTE"). */
export async function execute(statement: Execute, context: SessionContext): Promise<StatementResult> {
  const { core } = context;
  const prepared = findPrepared(core, statement.name);
  const expected = prepared.parameterTypes.length;
  if (statement.args.length !== expected) {
    throw fail('syntax_error', `wrong number of parameters for prepared statement "${statement.name}"`, {
      detail: `Expected ${expected} parameters but got ${statement.args.length}.`,
    });
  }
  const parameters = await values(statement, context);
  const bindAgain = () =>
    bind(prepared.statement, core.bindContext(prepared.text, context.session, prepared.parameterTypes));
  return context.runPlan(bindAgain, parameters);
}

export function executeColumns(statement: Execute, core: SessionCore): OutputColumn[] | undefined {
  const { statement: inner, text, parameterTypes } = findPrepared(core, statement.name);
  const plan = bind(inner, core.bindContext(text, core.facts(), parameterTypes));
  return plan.kind === 'query' ? plan.columns : undefined;
}

export function findPrepared(core: SessionCore, name: string): SqlPrepared {
  const prepared = core.prepared.get(name);
  if (!prepared) throw fail('invalid_sql_statement_name', `prepared statement "${name}" does not exist`);
  return prepared;
}

/** The arguments are expressions: the engine works them out, as text. */
async function values(statement: Execute, context: SessionContext): Promise<EngineParameter[]> {
  if (statement.args.length === 0) return [];
  const plan = context.bind({
    kind: 'select',
    query: selectOf(statement.args),
    pos: statement.pos,
    end: statement.end,
  });
  if (plan.kind !== 'query') throw new Error('a list of values is a query');
  const names = statement.args.map((_, index) => `a${index}`);
  const texts = names.map((name) => `CAST(${name} AS VARCHAR)`).join(', ');
  const sql = await context.queryText(plan);
  const [row] = await context.core.connection.rows(`SELECT ${texts} FROM (${sql}) AS v(${names.join(', ')})`);
  return (row ?? []) as EngineParameter[];
}

function selectOf(expressions: Expression[]): Query {
  const span = { pos: expressions[0]?.pos ?? 0, end: expressions.at(-1)?.end ?? 0 };
  const items = expressions.map((expression) => ({ expression, pos: expression.pos, end: expression.end }));
  return {
    kind: 'query',
    body: { kind: 'select', distinct: false, items, from: [], ...span },
    orderBy: [],
    ...span,
  };
}
