import { notSupported } from '#base/errors.ts';
import type { OutputColumn } from '#sql/plan.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import { type EngineNode, explainText } from '#warehouse/statements/explain/explain-text.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';
import { statementName } from '#warehouse/statements/statement-name.ts';

type Explain = StatementOf<'explain'>;

/** EXPLAIN: the engine's plan in the words of Redshift's plans (Amazon Redshift, "Query plan"). */
export async function explain(statement: Explain, context: SessionContext): Promise<StatementResult> {
  if (statement.analyze) throw notSupported('EXPLAIN ANALYZE', statement.pos);
  const inner = statement.statement;
  const query = inner.kind === 'create-table-as' ? inner.query : undefined;
  const span = { pos: inner.pos, end: inner.end };
  const plan = context.bind(query ? { kind: 'select', query, ...span } : inner);
  if (plan.kind === 'utility') throw notSupported(`EXPLAIN ${statementName(inner)}`, inner.pos);
  const locked = await context.lockedPlan(() => plan);
  const nodes: EngineNode[] = [];
  const texts = locked.kind === 'query' ? [locked.sql] : locked.statements;
  for (const sql of texts) nodes.push(...(await engineNodes(sql, locked.live, context)));
  const lines = nodes.length > 0 ? explainText(nodes) : ['XN Result  (cost=0.00..0.01 rows=1 width=0)'];
  return context.rows(
    explainColumns(),
    lines.map((line) => [line]),
    'EXPLAIN',
  );
}

export function explainColumns(): OutputColumn[] {
  return [{ name: 'QUERY PLAN', type: { name: 'text' } }];
}

async function engineNodes(sql: string, live: string[], context: SessionContext): Promise<EngineNode[]> {
  const text = await context.queryText({ sql, live });
  const [row] = await context.core.connection.rows(`EXPLAIN (FORMAT JSON) ${text}`);
  return JSON.parse(String(row?.[1] ?? '[]')) as EngineNode[];
}
