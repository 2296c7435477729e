/** A columnar file that does not fit, with the code and the context that Redshift's scanner gives (copy.md §7). */
export class SpectrumError extends Error {
  readonly code: number;
  readonly context: string;

  constructor(code: number, context: string) {
    super(context);
    this.name = 'SpectrumError';
    this.code = code;
    this.context = context;
  }
}

/** Codes of the scanner: a value that does not fit, and a schema that does not. */
export const spectrumCodes = { manifest: 15003, value: 15001, schema: 15007 } as const;
