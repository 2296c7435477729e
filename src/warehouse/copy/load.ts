import type { CopyTarget } from '#sql/bind/copy-target.ts';
import type { CopyOptions } from '#sql/copy/copy-options.ts';
import type { LoadErrors } from '#warehouse/copy/load-errors.ts';
import type { LoadProgress } from '#warehouse/copy/load-progress.ts';
import type { LoadSql } from '#warehouse/copy/load-sql.ts';
import type { SourceFile } from '#warehouse/copy/open-sources.ts';
import type { RejectRecorder } from '#warehouse/copy/reject-recorder.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';

export interface LoadReplacement {
  file: number;
  line: number;
  column: number;
  rawLine: string;
}

/** One COPY that loads: what its parts share. */
export interface Load {
  readonly queryId: bigint;
  readonly options: CopyOptions;
  readonly target: CopyTarget;
  /** Of a jsonpaths file, one for each column. */
  readonly jsonPaths: string[] | undefined;
  readonly sql: LoadSql;
  readonly files: SourceFile[];
  readonly errors: LoadErrors;
  /** Records that ACCEPTINVCHARS changed. */
  readonly replacements: LoadReplacement[];
  readonly progress: LoadProgress;
  /** The statement's transaction. */
  readonly engine: EngineConnection;
  /** How much of the engine's running statement is done, 0 to 1. */
  readonly engineProgress: () => number;
  readonly recorder: RejectRecorder;
  /** For files on their way into the engine. */
  readonly stagingFolder: string;
  readonly signal: AbortSignal;
}
