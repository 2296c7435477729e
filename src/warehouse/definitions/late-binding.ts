import { fail } from '#base/errors.ts';
import type { Query } from '#sql/ast.ts';
import { everyNode, type SyntaxNode } from '#warehouse/definitions/syntax-nodes.ts';

/**
 * A view WITH NO SCHEMA BINDING may name what does not exist yet, but only with its schema
 * (Amazon Redshift, "CREATE VIEW"). Common table expressions have none.
 */
export function requireQualifiedNames(query: Query): void {
  const nodes = [...everyNode(query)];
  const local = new Set(nodes.flatMap((node) => commonTableNames(node)));
  for (const node of nodes) {
    if (node.kind !== 'table' || !Array.isArray(node.parts)) continue;
    const [first, ...rest] = node.parts as { name: string; pos: number }[];
    if (first && rest.length === 0 && !local.has(first.name)) {
      throw fail(
        'feature_not_supported',
        'All the relation names inside should be qualified when creating views with no schema binding.',
        { position: first.pos },
      );
    }
  }
}

function commonTableNames(node: SyntaxNode): string[] {
  if (!Array.isArray(node.ctes)) return [];
  return (node.ctes as { name: { name: string } }[]).map((cte) => cte.name.name);
}
