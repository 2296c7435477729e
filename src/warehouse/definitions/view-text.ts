import type { QualifiedName, TableReference } from '#sql/ast.ts';
import { parseQueryText } from '#sql/parse.ts';
import { quoteIdentifier } from '#sql/quote.ts';
import type { CatalogTransaction, RelationRow } from '#warehouse/catalog-interface.ts';
import { everyNode } from '#warehouse/definitions/syntax-nodes.ts';

/**
 * Bound views stay bound when what they read gets another name or place: their text is rewritten wherever it
 * names the table. `replacement` is what then stands there, without an alias; the name by which the rest of
 * the text knows the table becomes the alias.
 */
export function rewriteViews(catalog: CatalogTransaction, table: RelationRow, replacement: string): string[] {
  return catalog.dependents(table.oid).flatMap((view) => {
    if (view.viewText === undefined) return [];
    const viewText = rewriteText(catalog, view, table, replacement);
    return viewText === view.viewText ? [] : catalog.putRelation({ ...view, viewText });
  });
}

/** `"s"."t"`, as a rewritten text names a table. */
export function qualifiedText(schema: string, name: string): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

function rewriteText(
  catalog: CatalogTransaction,
  view: RelationRow,
  table: RelationRow,
  replacement: string,
): string {
  const text = view.viewText ?? '';
  const nodes = [...everyNode(parseQueryText(text, { caseSensitiveIdentifiers: true }))];
  const references = nodes
    .filter((node) => node.kind === 'table')
    .map((node) => node as unknown as TableReference)
    .filter((reference) => namesTable(catalog, view, table, reference))
    .sort((a, b) => b.pos - a.pos);
  let rewritten = text;
  for (const { parts, alias } of references) {
    const [start, end] = [parts[0]?.pos ?? 0, parts.at(-1)?.end ?? 0];
    const known = alias ? '' : ` AS ${quoteIdentifier(parts.at(-1)?.name ?? table.name)}`;
    rewritten = `${rewritten.slice(0, start)}${replacement}${known}${rewritten.slice(end)}`;
  }
  return rewritten;
}

function namesTable(
  catalog: CatalogTransaction,
  view: RelationRow,
  table: RelationRow,
  reference: TableReference,
): boolean {
  const names = reference.parts.map((part) => (part.quoted ? part.name : part.name.toLowerCase()));
  const [name, schema] = names.reverse();
  if (name?.toLowerCase() !== table.name.toLowerCase()) return false;
  const own = catalog.schemaByOid(table.schemaOid);
  if (schema !== undefined) return schema.toLowerCase() === own?.name.toLowerCase();
  const databaseOid = catalog.schemaByOid(view.schemaOid)?.databaseOid ?? 0;
  return firstInPath(catalog, databaseOid, view, { name: table.name })?.oid === table.oid;
}

function firstInPath(
  catalog: CatalogTransaction,
  databaseOid: number,
  view: RelationRow,
  { name }: Pick<QualifiedName, 'name'>,
): RelationRow | undefined {
  const temporary = view.sessionPid === undefined ? [] : [`pg_temp_${view.sessionPid}`];
  for (const schemaName of [...temporary, ...(view.viewSearchPath ?? [])]) {
    const schema = catalog.schema(databaseOid, schemaName);
    const found = schema && catalog.relationByName(schema.oid, name);
    if (found) return found;
  }
  return undefined;
}
