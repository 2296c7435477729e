import type { ObjectAccess } from '#stores/objects/object-access.ts';
import type { Source } from '#warehouse/copy/list-sources.ts';
import type { Load } from '#warehouse/copy/load.ts';

/** What a COPY JOB tells the COPY that it runs. */
export interface JobLoad {
  /** Stands in the load logs. */
  jobId: bigint;
  /** The files, in place of all that the prefix has; with none the COPY does nothing. The table is locked by then. */
  sources(access: ObjectAccess, list: () => Promise<Source[]>): Promise<Source[]>;
  /** Called before the first file is read: what fails from here on is about the files. */
  onLoad?(load: Load): void;
}
