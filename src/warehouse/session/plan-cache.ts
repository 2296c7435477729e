import type { ParsedStatement } from '#sql/parse.ts';
import type { Plan, QueryPlan } from '#sql/plan.ts';
import type { Connection } from '#warehouse/engine/connection.ts';
import type { Prepared } from '#warehouse/engine/prepared.ts';

export interface CachedPlan {
  parsed: ParsedStatement;
  plan: Plan;
  /** What the plan was bound under; under another stamp it is bound again. */
  stamp: string;
  uses: number;
  engine: Prepared | undefined;
}

const plansMax = 64;
/** Longer texts are not worth their memory. */
const textLengthMax = 4096;

/** The plans of a session's last statements by their text, so that a repeated query is neither parsed nor planned again. */
export class PlanCache {
  readonly #connection: Connection;
  readonly #plans = new Map<string, CachedPlan>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  find(text: string, stamp: string): CachedPlan | undefined {
    const cached = this.#plans.get(text);
    if (!cached) return undefined;
    this.#forget(text, cached.stamp !== stamp);
    if (cached.stamp !== stamp) return undefined;
    this.#plans.set(text, cached);
    return cached;
  }

  add(text: string, parsed: ParsedStatement, plan: Plan, stamp: string): void {
    if (text.length > textLengthMax || plan.kind !== 'query' || !isReusable(plan)) return;
    this.#forget(text, true);
    this.#plans.set(text, { parsed, plan, stamp, uses: 0, engine: undefined });
    const [oldest] = this.#plans.keys();
    if (this.#plans.size > plansMax && oldest !== undefined) this.#forget(oldest, true);
  }

  /** The engine's own plan, kept from the second use on. */
  async enginePlan(cached: CachedPlan): Promise<Prepared | undefined> {
    cached.uses++;
    if (!cached.engine && cached.plan.kind === 'query') {
      cached.engine = await this.#connection.prepare(cached.plan.sql);
    }
    return cached.engine;
  }

  close(): void {
    for (const text of [...this.#plans.keys()]) this.#forget(text, true);
  }

  #forget(text: string, close: boolean): void {
    if (close) this.#plans.get(text)?.engine?.close();
    this.#plans.delete(text);
  }
}

function isReusable(plan: QueryPlan): boolean {
  return plan.reusable && plan.live.length === 0 && plan.effects.length === 0 && plan.parameters.length === 0;
}
