import { copyOptionTable } from '#sql/copy/copy-option-table.ts';
import type { LoadOptionShape, LoadOptionTable } from '#sql/copy/load-option.ts';
import { unloadOptionTable } from '#sql/copy/unload-option-table.ts';

function shapes(table: LoadOptionTable): ReadonlyMap<string, LoadOptionShape> {
  return new Map(Object.entries(table).map(([name, { shape }]) => [name.toLowerCase(), shape]));
}

/** What may follow each option of COPY, by lower-case name. */
export const copyOptions = shapes(copyOptionTable);

/** The same of UNLOAD. */
export const unloadOptions = shapes(unloadOptionTable);
