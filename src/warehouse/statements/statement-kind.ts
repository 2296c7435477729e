import type { Statement } from '#sql/ast.ts';
import type { OutputColumn } from '#sql/plan.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import type { SessionCore } from '#warehouse/session/session-core.ts';

export type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** How one kind of utility statement is run, described and logged: a row of `dispatch.ts`. */
export interface StatementKind<K extends Statement['kind']> {
  /** Absent while the statement is only parsed: it is then refused by its name. */
  run?: (statement: StatementOf<K>, context: SessionContext) => Promise<StatementResult>;
  /** Columns of the result, known before it runs (extended protocol's Describe); absent when there are none. */
  columns?: (statement: StatementOf<K>, session: SessionCore, text: string) => OutputColumn[] | undefined;
  /** The log the statement goes to: STL_QUERY, STL_DDLTEXT or STL_UTILITYTEXT. */
  log: 'query' | 'ddl' | 'utility';
}
