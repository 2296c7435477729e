import { parseJsonPath } from '#warehouse/copy/decode/json/json-path.ts';
import type { MemberNames } from '#warehouse/copy/json/json-template.ts';
import type { Load } from '#warehouse/copy/load.ts';

/** The members of a record that the columns take; undefined where they take something else. */
export function memberNames({ options, target, jsonPaths }: Load): MemberNames | undefined {
  const { format, load } = options;
  if (format.kind !== 'json' || load.ignoreHeader > 0) return undefined;
  const { columns } = target;
  const ignoreCase = format.mapping.kind === 'auto' && format.mapping.ignoreCase;
  const names =
    format.mapping.kind === 'auto' ? columns.map(({ name }) => name) : pathNames(jsonPaths, columns.length);
  // The engine does not tell columns apart that differ in case alone.
  const distinct = new Set(names?.map((name) => name.toLowerCase()));
  if (!names || distinct.size !== new Set(names).size) return undefined;
  return { columns, names, ignoreCase, conversion: options.conversion };
}

/** Of paths that are names of the record's members. */
function pathNames(paths: string[] | undefined, count: number): string[] | undefined {
  if (!paths || paths.length !== count) return undefined;
  const names: string[] = [];
  for (const path of paths) {
    const [step, ...more] = stepsOf(path);
    if (typeof step !== 'string' || more.length > 0) return undefined;
    names.push(step);
  }
  return names;
}

function stepsOf(path: string) {
  try {
    return parseJsonPath(path);
  } catch {
    return [];
  }
}
