import { fail } from '#base/errors.ts';
import type { Query, Select } from '#sql/ast.ts';

/** Refuses INTO where a query is part of something else. Throws 42601. */
export function refuseInto(query: Query): void {
  const into = selectInto(query);
  if (into === undefined) return;
  throw fail('syntax_error', 'SELECT ... INTO is not allowed here', { position: into.name.pos });
}

/** The INTO of a SELECT; in a set operation it stands in the first SELECT. */
export function selectInto(query: Query): Select['into'] {
  let body = query.body;
  while (body.kind !== 'select') {
    if (body.kind === 'set-operation') body = body.left;
    else if (body.kind === 'parenthesized') body = body.query.body;
    else return undefined;
  }
  return body.into;
}
