import type { Statement } from '#sql/ast.ts';
import type { SqlType } from '#sql/types.ts';

/** A statement that SQL's PREPARE named. It is bound anew for each EXECUTE. */
export interface SqlPrepared {
  readonly name: string;
  readonly statement: Statement;
  /** Whole text of PREPARE, to which positions refer. */
  readonly text: string;
  readonly parameterTypes: (SqlType | undefined)[];
}
