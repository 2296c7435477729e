import type { MeasuredFile, MeasureRequest } from '#warehouse/unload/files/measure-files.ts';

/** Work on files that would keep the event loop: it is done in a thread of its own. */
export type FileTask =
  | { kind: 'measure'; request: MeasureRequest }
  | { kind: 'bzip2'; from: string; to: string };

export type FileTaskAnswer =
  | { kind: 'done'; files: MeasuredFile[][] }
  /** `code` is the system's, such as ENOSPC. */
  | { kind: 'failed'; message: string; code: string | undefined };
