import type { Expression } from '#sql/ast.ts';
import type { SelectEntry } from '#sql/bind/select-items.ts';
import type { SelectScope } from '#sql/bind/select-scope.ts';

/**
 * A text that two expressions of one SELECT share when they mean the same: names stand for the columns they
 * resolve to, positions are left out.
 */
export function expressionKey(node: unknown, scope: SelectScope): string {
  if (typeof node !== 'object' || node === null) return JSON.stringify(node) ?? '';
  if (Array.isArray(node)) return `[${node.map((item) => expressionKey(item, scope)).join()}]`;
  if (isReference(node)) return referenceKey(node, scope);
  let key = '{';
  for (const [name, value] of Object.entries(node)) {
    if (name !== 'pos' && name !== 'end') key += `${name}:${expressionKey(value, scope)},`;
  }
  return `${key}}`;
}

/** The key of an output column. */
export function entryKey(entry: SelectEntry, scope: SelectScope): string {
  return entry.expression === undefined ? columnKey(entry.value.sql) : expressionKey(entry.expression, scope);
}

export function columnKey(sql: string): string {
  return `column ${sql}`;
}

export function isColumnKey(key: string): boolean {
  return key.startsWith('column ');
}

type Reference = Extract<Expression, { kind: 'reference' }>;

function isReference(node: object): node is Reference {
  return 'kind' in node && node.kind === 'reference';
}

function referenceKey(node: Reference, scope: SelectScope): string {
  const found = scope.find(node.parts);
  if (found !== undefined) {
    const path = found.rest.map((part) => `.${part.name}`).join('');
    return `${columnKey(found.column.sql)}${path}`;
  }
  const entry = node.parts.length === 1 ? scope.items?.byAlias(node.parts[0]!.name) : undefined;
  // An alias is known only behind its expression: in `date_part(hour, at) AS hour` the inner word is a date part.
  if (entry !== undefined && (entry.expression?.end ?? 0) <= node.pos) return entryKey(entry, scope);
  return `name ${node.parts.map((part) => part.name).join('.')}`;
}
