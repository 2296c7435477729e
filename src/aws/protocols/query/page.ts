import type { QueryParameters } from '#aws/protocols/query/query-parameters.ts';

/** What a listing takes besides its own parameters. */
export const pageParameters = ['Marker', 'MaxItems'] as const;

/**
 * A page of a list that is in the order of its names: `Marker` continues after the last name of the page before,
 * `MaxItems` is 100 unless said.
 */
export function page<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  parameters: QueryParameters,
): { items: Item[]; IsTruncated: boolean; Marker: string | undefined } {
  const most = parameters.integer('MaxItems', 1, 1000) ?? 100;
  const marker = parameters.text('Marker');
  const after = marker === undefined ? undefined : readMarker(marker);
  const at = after === undefined ? 0 : items.findIndex((item) => nameOf(item) === after) + 1;
  if (after !== undefined && at === 0) throw parameters.invalid('Marker', 'Member must be that of an answer');
  const taken = items.slice(at, at + most);
  const last = taken.at(-1);
  const truncated = at + most < items.length && last !== undefined;
  const next = truncated ? Buffer.from(nameOf(last)).toString('base64url') : undefined;
  return { items: taken, IsTruncated: truncated, Marker: next };
}

function readMarker(marker: string): string {
  return Buffer.from(marker, 'base64url').toString();
}
