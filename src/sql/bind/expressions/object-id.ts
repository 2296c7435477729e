import { fail, notSupported } from '#base/errors.ts';
import type { Binder } from '#sql/bind/binder-interface.ts';
import { resolveTypeName } from '#sql/bind/expressions/type-name.ts';
import { typeOid } from '#sql/types.ts';

type ObjectIdName = 'oid' | 'xid' | 'regclass' | 'regproc' | 'regtype';

/** Types that only functions have; psql's \df compares with them. */
const pseudoTypeOids: Record<string, number> = { trigger: 2279, any: 2276, anyelement: 2283, anyarray: 2277 };

/**
 * The number that the text of an object identifier stands for: digits, or a name looked up in the catalog
 * (`'public.t'::regclass`). Throws 42P01, 42704 or 22P02.
 */
export function objectIdText(text: string, type: ObjectIdName, binder: Binder, position?: number): string {
  const more = position === undefined ? {} : { position };
  if (/^\s*\d+\s*$/.test(text)) return text.trim();
  switch (type) {
    case 'regclass':
      return relationOid(text, binder, position);
    case 'regtype': {
      const written = text
        .trim()
        .toLowerCase()
        .replace(/^pg_catalog\./, '');
      const pseudo = pseudoTypeOids[written];
      if (pseudo !== undefined) return String(pseudo);
      const name = { name: written, modifiers: [], pos: position ?? 0, end: position ?? 0 };
      return String(typeOid(resolveTypeName(name)));
    }
    case 'regproc':
      throw notSupported('A regproc constant by name', position);
    default:
      throw fail('invalid_text_representation', `invalid input syntax for type ${type}: "${text}"`, more);
  }
}

function relationOid(text: string, binder: Binder, position?: number): string {
  const parts = splitName(text);
  const [name = '', schema, database] = [...parts].reverse();
  const relation = binder.context.catalog.findRelation({
    name,
    ...(schema === undefined ? {} : { schema }),
    ...(database === undefined ? {} : { database }),
  });
  binder.sessionDependent = true;
  if (relation === undefined) {
    const more = position === undefined ? {} : { position };
    throw fail('undefined_table', `relation "${text}" does not exist`, more);
  }
  return String(relation.oid);
}

/** `a."B c".d` as its names; unquoted ones in lower case. */
function splitName(text: string): string[] {
  const parts = text.match(/"(?:[^"]|"")*"|[^."]+/g) ?? [];
  return parts.map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.trim().toLowerCase(),
  );
}
