import { fail } from '#base/errors.ts';

/** The names of SET search_path, kept as SHOW prints them: those that need quotes have them. */
export function readSearchPath(items: string[]): string {
  return items.map(quoteWhereNeeded).join(', ');
}

/** Names of a search path's text; quotes are removed, unquoted names fold to lower case. */
export function splitSearchPath(path: string): string[] {
  const names: string[] = [];
  const name = /\s*(?:"((?:[^"]|"")*)"|([^",\s]+))\s*(,|$)/y;
  let end = 0;
  while (end < path.length) {
    name.lastIndex = end;
    const match = name.exec(path);
    if (!match) throw fail('invalid_parameter_value', 'invalid list syntax in parameter "search_path"');
    names.push(match[1]?.replaceAll('""', '"') ?? match[2]!.toLowerCase());
    end = name.lastIndex;
  }
  return names;
}

function quoteWhereNeeded(name: string): string {
  return /^[a-z_$][\w$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
