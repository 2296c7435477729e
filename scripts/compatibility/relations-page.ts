import { allSystemRelations } from '#warehouse/system-relations/lookup.ts';
import { type Page, page, table } from './page.ts';
import { testLink } from './tests.ts';

const everyRelation = 'test/warehouse/system-relations/every-relation.test.ts';

export function relationsPage(): Page {
  const relations = allSystemRelations().toSorted((a, b) => a.name.localeCompare(b.name));
  const family = (name: string) =>
    /^(svv|sys|stl|stv|svl|svcs|pg)_/.exec(name)?.[1]?.toUpperCase() ?? 'information_schema';
  const families = [...new Set(relations.map(({ name }) => family(name)))].sort();
  return page(
    'system-relations.md',
    'System tables and views',
    `${relations.length} relations. Each is read as a whole, and its columns and types are checked, by ${testLink(everyRelation)}.`,
    families.map((each) => {
      const rows = relations
        .filter(({ name }) => family(name) === each)
        .map(({ schema, name, columns, note }) => [
          `\`${schema === 'pg_catalog' ? '' : `${schema}.`}${name}\``,
          String(columns.filter((column) => !column.hidden).length),
          note ?? '',
          testLink(everyRelation),
        ]);
      return `## ${each}\n\n${table(['relation', 'columns', 'note', 'test'], rows)}`;
    }),
  );
}
