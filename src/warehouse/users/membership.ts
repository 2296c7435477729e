import { fail } from '#base/errors.ts';
import type { GroupRow } from '#warehouse/catalog-interface.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** The group that a statement names: 42704 when there is none. */
export function findGroup(context: StatementContext, name: string): GroupRow {
  const group = context.catalog.group(name);
  if (!group) throw fail('undefined_object', `group "${name}" does not exist`);
  return group;
}

/** The statements that put a user into groups. */
export function joinGroups(context: StatementContext, names: string[], userId: number): string[] {
  return names.flatMap((name) => {
    const group = findGroup(context, name);
    return context.catalog.putGroup({ ...group, members: [...new Set([...group.members, userId])] });
  });
}
