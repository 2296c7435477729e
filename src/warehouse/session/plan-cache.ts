import type { ParsedStatement } from '#sql/parse.ts';
import type { ModifyPlan, Plan, QueryPlan } from '#sql/plan.ts';
import type { Connection } from '#warehouse/engine/connection.ts';
import type { Prepared } from '#warehouse/engine/prepared.ts';
import type { TableWrites } from '#warehouse/session/table-writes.ts';

/** A plan that was bound once, and the engine's own plan of it: from the second use on, or where it has parameters. */
export class CachedPlan {
  readonly parsed: ParsedStatement;
  readonly plan: Plan;
  /** What the plan was bound under; under another stamp it is bound again. */
  readonly stamp: string;
  #uses = 0;
  #engine: Prepared | undefined;
  #kept = true;

  constructor(parsed: ParsedStatement, plan: Plan, stamp: string) {
    this.parsed = parsed;
    this.plan = plan;
    this.stamp = stamp;
  }

  /** The engine's plan, where it pays to keep it and nothing of what it was made for has changed. */
  async enginePlan(connection: Connection, tableWrites: TableWrites): Promise<Prepared | undefined> {
    this.#uses++;
    const sql = engineText(this.plan);
    if (sql === undefined || !this.#kept) return undefined;
    // A text with parameters is written to be used again, and the engine has to prepare it in any case.
    if (this.#uses < 2 && !hasParameters(this.plan)) return undefined;
    if (this.plan.kind === 'utility' || !keepsEnginePlan(this.plan)) return undefined;
    const writes = tableWrites.of(this.plan.uses);
    if (writes !== this.#engine?.tableWrites) this.#close();
    this.#engine ??= await connection.prepare(sql, !readsTables(this.plan));
    this.#engine.tableWrites = writes;
    return this.#engine;
  }

  #close(): void {
    this.#engine?.close();
    this.#engine = undefined;
  }

  forget(): void {
    this.#kept = false;
    this.#close();
  }
}

type DataPlan = QueryPlan | ModifyPlan;

const plansMax = 100;
/** Longer texts are not worth their memory. */
const textLengthMax = 8192;

/**
 * The plans of a session's last statements by their text, so that a repeated one is neither parsed nor planned again. Only
 * plans that hold nothing of the moment are kept.
 */
export class PlanCache {
  readonly #plans = new Map<string, CachedPlan>();

  find(text: string, stamp: string): CachedPlan | undefined {
    const cached = this.#plans.get(text);
    if (!cached) return undefined;
    this.#plans.delete(text);
    if (cached.stamp !== stamp) {
      cached.forget();
      return undefined;
    }
    this.#plans.set(text, cached);
    return cached;
  }

  add(text: string, parsed: ParsedStatement, plan: Plan, stamp: string): CachedPlan | undefined {
    if (text.length > textLengthMax || engineText(plan) === undefined) return undefined;
    this.#plans.get(text)?.forget();
    const cached = new CachedPlan(parsed, plan, stamp);
    this.#plans.set(text, cached);
    const [oldest] = this.#plans.keys();
    if (this.#plans.size > plansMax && oldest !== undefined) {
      this.#plans.get(oldest)?.forget();
      this.#plans.delete(oldest);
    }
    return cached;
  }

  close(): void {
    for (const cached of this.#plans.values()) cached.forget();
    this.#plans.clear();
  }
}

/** Whether the values of parameters decide how the engine best goes about it. */
function readsTables(plan: Plan): boolean {
  return plan.kind !== 'utility' && plan.uses.some(({ access }) => access !== 'insert');
}

function hasParameters(plan: Plan): boolean {
  return plan.kind !== 'utility' && plan.parameters.length > 0;
}

/**
 * What changes rows by what it reads waits for locks first, and tables change meanwhile; writes to a session's own tables and
 * the catalog's are not counted.
 */
function keepsEnginePlan(plan: DataPlan): boolean {
  if (!readsTables(plan)) return true;
  return (
    plan.kind === 'query' &&
    plan.uses.every(({ relation }) => relation.kind !== 'system' && !relation.temporary)
  );
}

/** The one engine statement of a plan that may run again as it is. */
function engineText(plan: Plan): string | undefined {
  if (plan.kind === 'utility' || !plan.reusable || plan.live.length > 0) return undefined;
  if (plan.kind === 'query') return plan.effects.length === 0 ? plan.sql : undefined;
  return plan.statements.length === 1 && !plan.bulk ? plan.statements[0] : undefined;
}
