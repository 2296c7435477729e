import { fail } from '#base/errors.ts';
import type { UnloadFormat, UnloadOptions } from '#sql/copy/unload-options.ts';
import type { OutputColumn } from '#sql/plan.ts';
import { formatType } from '#sql/types.ts';

/** Types that a format has no values for. */
const refusedTypes: Partial<Record<UnloadFormat['kind'], readonly string[]>> = {
  parquet: ['varbyte', 'timetz', 'interval', 'intervaly2m', 'intervald2s'],
  json: ['varbyte'],
  fixedwidth: ['varbyte'],
};
/** Formats whose columns are found by name. */
const named = new Set<UnloadFormat['kind']>(['json', 'parquet']);

/**
 * Whether the query's columns can be written in the format.
 * @throws RedshiftError for a type that the format does not have, and for two columns of one name in JSON and Parquet
 */
export function checkUnloadColumns(columns: readonly OutputColumn[], { format }: UnloadOptions): void {
  const formatName = format.kind.toUpperCase();
  const refused = columns.find(({ type }) => refusedTypes[format.kind]?.includes(type.name));
  if (refused) {
    throw fail(
      'feature_not_supported',
      `column "${refused.name}" of type ${formatType(refused.type)} is not supported for UNLOAD to ${formatName}`,
      { hint: 'Unload it as text or CSV, or cast it in the query.' },
    );
  }
  if (!named.has(format.kind)) return;
  const seen = new Set<string>();
  for (const { name } of columns) {
    const folded = name.toLowerCase();
    if (seen.has(folded)) {
      throw fail('duplicate_column', `column name "${name}" is duplicated`, {
        hint: `UNLOAD to ${formatName} needs a name of its own for each column: use AS.`,
      });
    }
    seen.add(folded);
  }
}
