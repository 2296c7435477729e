import { describeNode } from '#warehouse/statements/explain/node-names.ts';

/** A node of the engine's own plan. */
export interface EngineNode {
  name: string;
  children: EngineNode[];
  extra_info: Record<string, string | string[]>;
}

interface Costed {
  startup: number;
  total: number;
  rows: number;
  width: number;
}

/** Redshift's estimate for reading one row. */
const costPerRow = 0.01;
/** Bytes per column where the engine does not tell. */
const columnWidth = 8;

/** Lines such as `XN Seq Scan on t  (cost=0.00..10.00 rows=1000 width=8)`, children indented below their parents. */
export function explainText(nodes: EngineNode[]): string[] {
  return nodes.flatMap((node) => lines(node, 0).text);
}

function lines(node: EngineNode, depth: number): { text: string[]; cost: Costed } {
  const shown = describeNode(node);
  if (!shown) return merged(node, depth);
  const children = node.children.map((child) => lines(child, depth + 1));
  const cost = estimate(
    node,
    children.map((child) => child.cost),
  );
  const indent = depth === 0 ? '' : `${'  '.repeat(depth * 2 - 1)}->  `;
  const numbers = `(cost=${cost.startup.toFixed(2)}..${cost.total.toFixed(2)} rows=${cost.rows} width=${cost.width})`;
  const below = depth === 0 ? '  ' : `${'  '.repeat(depth * 2 + 1)}`;
  return {
    text: [
      `${indent}XN ${shown.label}  ${numbers}`,
      ...shown.details.map((detail) => `${below}${detail}`),
      ...children.flatMap((child) => child.text),
    ],
    cost,
  };
}

/** A node that Redshift's plans do not show stands for its children. */
function merged(node: EngineNode, depth: number): { text: string[]; cost: Costed } {
  const children = node.children.map((child) => lines(child, depth));
  const text = children.flatMap((child) => child.text);
  return { text, cost: children[0]?.cost ?? { startup: 0, total: 0.01, rows: 1, width: 0 } };
}

function estimate(node: EngineNode, children: Costed[]): Costed {
  const total = children.reduce((sum, child) => sum + child.total, 0);
  const known = Number(node.extra_info['Estimated Cardinality'] ?? node.extra_info.Top);
  const rows = Number.isFinite(known) ? known : Math.max(1, children[0]?.rows ?? 1);
  const { Projections: projections } = node.extra_info;
  const own = Array.isArray(projections) ? projections.length : projections ? 1 : 0;
  const width = own > 0 ? own * columnWidth : (children[0]?.width ?? 0);
  const input = children.reduce((sum, child) => sum + child.rows, 0) || rows;
  const waits = /HASH|SORT|TOP|ORDER|AGGREGATE|GROUP|WINDOW/.test(node.name);
  return { startup: waits ? total : 0, total: total + input * costPerRow, rows, width };
}
