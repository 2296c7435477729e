import { fail } from '#base/errors.ts';
import type { GrantRow } from '#warehouse/catalog-interface.ts';
import type { GranteeId } from '#warehouse/users/grantees.ts';

/** A privilege on the whole object (column 0) or on one column. */
export interface GrantItem {
  privilege: string;
  columnNumber: number;
}
interface Change {
  items: GrantItem[];
  grantees: GranteeId[];
  /** WITH GRANT OPTION, or GRANT OPTION FOR. */
  option: boolean;
}

/** The grants with these added; an option once given stays. */
export function granted(before: GrantRow[], change: Change & { grantor: number }): GrantRow[] {
  const rows = [...before];
  for (const { grantee, item } of pairs(change)) {
    const index = rows.findIndex((row) => isFor(row, grantee, item));
    const had = rows[index];
    const row: GrantRow = {
      ...item,
      granteeKind: grantee.kind,
      granteeId: grantee.id,
      grantOption: change.option || (had?.grantOption ?? false),
      grantor: had?.grantor ?? change.grantor,
    };
    if (had) rows[index] = row;
    else rows.push(row);
  }
  return rows;
}

/**
 * The grants without these, or without their option. What their holders passed on goes too, with CASCADE;
 * without it, that there is such a thing is 2BP01. A privilege on the whole object takes those on columns along.
 */
export function revoked(before: GrantRow[], change: Change & { cascade: boolean }): GrantRow[] {
  let rows = before;
  for (const { grantee, item } of pairs(change)) {
    const matches = (row: GrantRow) =>
      isFor(row, grantee, item) ||
      (item.columnNumber === 0 && isFor(row, grantee, { ...item, columnNumber: row.columnNumber }));
    rows = change.option
      ? rows.map((row) => (matches(row) ? { ...row, grantOption: false } : row))
      : rows.filter((row) => !matches(row));
    rows = withoutPassedOn(rows, before, grantee, item, change.cascade);
  }
  return rows;
}

function withoutPassedOn(
  rows: GrantRow[],
  before: GrantRow[],
  holder: GranteeId,
  item: GrantItem,
  cascade: boolean,
): GrantRow[] {
  const hadOption = before.some((row) => isFor(row, holder, item) && row.grantOption);
  if (holder.kind !== 'user' || !hadOption) return rows;
  const passedOn = rows.filter((row) => row.grantor === holder.id && row.privilege === item.privilege);
  if (passedOn.length === 0) return rows;
  if (!cascade) {
    throw fail('dependent_objects_still_exist', 'dependent privileges exist', {
      hint: 'Use CASCADE to revoke them too.',
    });
  }
  const grantees = passedOn.map((row) => ({ kind: row.granteeKind, id: row.granteeId }));
  return revoked(rows, { items: [item], grantees, option: false, cascade });
}

function pairs({ items, grantees }: Change): { grantee: GranteeId; item: GrantItem }[] {
  return grantees.flatMap((grantee) => items.map((item) => ({ grantee, item })));
}

function isFor(row: GrantRow, grantee: GranteeId, item: GrantItem): boolean {
  return (
    row.granteeKind === grantee.kind &&
    row.granteeId === grantee.id &&
    row.privilege === item.privilege &&
    row.columnNumber === item.columnNumber
  );
}
