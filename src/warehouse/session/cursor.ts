import type { OutputColumn, QueryPlan } from '#sql/plan.ts';
import type { BatchReader } from '#warehouse/results/batch-reader.ts';

/** A cursor of DECLARE: its query runs with the first FETCH and is then read forwards. */
export interface Cursor {
  readonly name: string;
  readonly plan: QueryPlan;
  readonly columns: OutputColumn[];
  rows: BatchReader | undefined;
}
