import type { RelationColumn } from '#sql/catalog-reader.ts';

/** A record that was not loaded. */
export interface LoadError {
  /** Index of the file in the load. */
  file: number;
  /** 1-based physical line; 0 where it is not known. */
  line: number;
  /** 0-based column of the load; undefined for the whole line. */
  column: number | undefined;
  position: number;
  code: number;
  reason: string;
  rawLine: string;
  rawField: string;
  /** The fields where they could be told apart. */
  fields?: (string | null)[];
}

/** Details are kept of so many; all are counted. */
const detailsMax = 100_000;

/** The rejected records of one load. */
export class LoadErrors {
  /** The load fails when so many are reached. */
  readonly max: number;
  readonly columns: RelationColumn[];
  readonly #details: LoadError[] = [];
  readonly #byFile = new Map<number, number>();
  #count = 0;

  constructor(max: number, columns: RelationColumn[]) {
    this.max = max;
    this.columns = columns;
  }

  get count(): number {
    return this.#count;
  }

  /** The load has failed. */
  get full(): boolean {
    return this.#count >= this.max;
  }

  /** Fails with the first error: nothing is left out. */
  get strict(): boolean {
    return this.max <= 1;
  }

  countOf(file: number): number {
    return this.#byFile.get(file) ?? 0;
  }

  /** False where its details are not kept. */
  add(error: LoadError): boolean {
    this.#count++;
    this.#byFile.set(error.file, this.countOf(error.file) + 1);
    if (this.#details.length >= detailsMax) return false;
    this.#details.push(error);
    return true;
  }

  /** This one in place of all others. */
  replace(error: LoadError): void {
    this.#count = 0;
    this.#details.length = 0;
    this.#byFile.clear();
    this.add(error);
  }

  /** By file and line; no more than it takes for the load to fail. */
  details(): LoadError[] {
    return this.#details.toSorted((a, b) => a.file - b.file || a.line - b.line).slice(0, this.max);
  }
}

/** `code|position|reason`, as conversions describe what does not fit. */
export function readProblem(text: string): { code: number; position: number; reason: string } {
  const [, code = '0', position = '0', reason = ''] = /^(\d+)\|(-?\d+)\|([\s\S]*)$/.exec(text) ?? [];
  return { code: Number(code), position: Number(position), reason };
}
