import { formatType, type SqlType, typeFacts } from '#sql/types.ts';
import { type Page, page, table } from './page.ts';
import { firstTest, testLink } from './tests.ts';

const catalogOnly = new Set(
  'name text oid "char" regclass regproc regtype xid abstime int2vector oidvector aclitem refcursor record void cstring unknown'.split(
    ' ',
  ),
);
const refused = ['geometry', 'geography', 'hllsketch'];

/** Reads every column of every system relation, and so every catalog type. */
const everyRelation = 'test/warehouse/system-relations/every-relation.test.ts';

export function typesPage(): Page {
  const rows = Object.entries(typeFacts).map(([name, facts]) => [
    `\`${facts.spelling}\``,
    String(facts.oid),
    catalogOnly.has(name) ? 'in the catalog only' : 'a column type',
    testLink(testOf(name) ?? everyRelation),
  ]);
  const more = refused.map((name) => [
    `\`${name}\``,
    '',
    'refused (0A000)',
    testLink(firstTest(new RegExp(`\\b${name}\\b`, 'i'), 'test/sql/**/*.{ts,test}')),
  ]);
  return page('types.md', 'Types', 'Type numbers are those that Redshift’s drivers know.', [
    table(['type', 'OID', 'here', 'test'], [...rows, ...more]),
  ]);
}

function testOf(name: string): string | undefined {
  const spelled = [name, formatType({ name } as SqlType).replace(/\(.*/, '')].map((word) =>
    word.replaceAll('"', '"?'),
  );
  const pattern = new RegExp(`(?<![\\w"])(?:${spelled.join('|')})(?![\\w"])`, 'i');
  return (
    firstTest(pattern, 'test/sql/bind/expressions/**/*') ??
    firstTest(pattern, 'test/{sql,postgres-wire,warehouse}/**/*.{ts,test}')
  );
}
