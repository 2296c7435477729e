import type { Query, Select } from '#sql/ast.ts';

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
