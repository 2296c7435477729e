import { fail, notSupported, RedshiftError } from '#base/errors.ts';
import type { Query, QueryBody, Unload } from '#sql/ast.ts';
import { parseStatements } from '#sql/parse.ts';
import type { QueryPlan } from '#sql/plan.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import { literalOffset } from '#warehouse/unload/literal-offset.ts';

/**
 * The quoted query of an UNLOAD, bound in the session, with its locks taken and its privileges checked. Positions of errors
 * point into the UNLOAD's own text.
 * @throws RedshiftError what the query's own errors are; `Limit clause is not supported` for LIMIT or TOP outermost
 */
export async function unloadQuery(unload: Unload, context: SessionContext): Promise<QueryPlan> {
  try {
    const query = readQuery(unload.query, context);
    const { pos, end } = query;
    const bind = () => context.bind({ kind: 'select', query, pos, end }, unload.query);
    if (bind().kind !== 'query') throw fail('syntax_error', 'UNLOAD does not support SELECT INTO');
    const plan = await context.lockedPlan(bind);
    if (plan.kind !== 'query') throw new Error('a query became another statement');
    requireSelfContained(plan);
    return plan;
  } catch (error) {
    if (error instanceof RedshiftError && error.position !== undefined) {
      error.position = literalOffset(context.text, unload.queryPos, error.position);
    }
    throw error;
  }
}

function readQuery(text: string, context: SessionContext): Query {
  const caseSensitiveIdentifiers = context.session.setting('enable_case_sensitive_identifier') === 'true';
  const [first, second] = parseStatements(text, { caseSensitiveIdentifiers });
  if (second) throw fail('syntax_error', 'UNLOAD takes one query', { position: second.pos });
  if (first?.statement.kind !== 'select') {
    throw fail('syntax_error', 'UNLOAD query must be a SELECT statement', { position: first?.pos ?? 0 });
  }
  const { query } = first.statement;
  if (query.limit !== undefined && query.limit !== 'all') throw limitRefused();
  refuseTop(query.body);
  return query;
}

/** The two spellings are one clause; inside parentheses and sub-queries it is allowed. */
function refuseTop(body: QueryBody): void {
  if (body.kind === 'select' && body.top !== undefined) throw limitRefused();
}

function limitRefused(): RedshiftError {
  return fail('feature_not_supported', 'Limit clause is not supported', {
    hint: 'Put the query with its LIMIT into a sub-query: SELECT * FROM (SELECT … LIMIT 10).',
  });
}

function requireSelfContained(plan: QueryPlan): void {
  if (plan.parameters.length > 0) throw fail('undefined_parameter', 'there is no parameter $1');
  const [effect] = plan.effects;
  if (effect) throw notSupported(`${effect.name} in UNLOAD`);
}
