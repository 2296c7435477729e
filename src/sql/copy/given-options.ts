import { fail, notSupported } from '#base/errors.ts';
import type { LoadOption } from '#sql/ast.ts';
import type { LoadOptionTable } from '#sql/copy/load-option.ts';

/** The options of a statement by the name they have in the table. */
export type GivenOptions = ReadonlyMap<string, LoadOption>;

/** Formats of which a statement has one at most; DELIMITER alone is the delimited format. */
const formats = ['CSV', 'FIXEDWIDTH', 'JSON', 'AVRO', 'PARQUET'];

/**
 * Checks what needs no value: each option once, none that Slipher does not know how to do, no pair that excludes
 * each other. Errors stand at the later of two options.
 */
export function collectOptions(options: readonly LoadOption[], table: LoadOptionTable): GivenOptions {
  const given = new Map<string, LoadOption>();
  for (const option of options) {
    const key = tableName(option);
    const { notSupported: feature } = table[key]!;
    if (feature !== undefined) throw notSupported(feature, option.pos);
    if (given.has(key)) {
      throw fail('syntax_error', 'conflicting or redundant options', {
        detail: `${option.name} is given twice.`,
        position: option.pos,
      });
    }
    for (const earlier of given.keys()) {
      if (excludes(table, key, earlier)) throw conflict(option, given.get(earlier)!);
    }
    given.set(key, option);
  }
  return given;
}

/** The tree says PARTITION BY and JOB CREATE. */
function tableName({ name }: LoadOption): string {
  return name.split(' ')[0]!;
}

/** Can the two not be given together? */
export function excludes(table: LoadOptionTable, one: string, other: string): boolean {
  const areFormats = one !== other && formats.includes(one) && formats.includes(other);
  return (
    areFormats ||
    (table[one]!.conflicts?.includes(other) ?? false) ||
    (table[other]!.conflicts?.includes(one) ?? false)
  );
}

function conflict(later: LoadOption, earlier: LoadOption): Error {
  return fail('syntax_error', `${later.name} cannot be combined with ${earlier.name}`, {
    position: later.pos,
  });
}

/** Where a value that cannot be is refused. */
export function invalid(option: LoadOption, message: string, hint?: string): Error {
  return fail('invalid_parameter_value', message, {
    position: option.pos,
    ...(hint === undefined ? {} : { hint }),
  });
}
