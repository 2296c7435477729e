import type { Segment } from '#warehouse/copy/decode/decode-interface.ts';

/** What the worker sends. After a segment it waits for any message before it makes another. */
export type DecodeMessage =
  | { kind: 'segment'; segment: Segment }
  | { kind: 'failure'; file: number; code: number; message: string }
  | { kind: 'end' };
