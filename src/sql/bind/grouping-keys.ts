import type { Expression } from '#sql/ast.ts';
import type { SelectEntry } from '#sql/bind/select-items.ts';
import type { SelectScope } from '#sql/bind/select-scope.ts';

/**
 * A text that two expressions of one SELECT share when they mean the same: names stand for the columns they
 * resolve to, positions are left out. `within` are the aliased expressions that this one is part of.
 */
export function expressionKey(
  node: unknown,
  scope: SelectScope,
  within: readonly SelectEntry[] = [],
): string {
  if (typeof node !== 'object' || node === null) return JSON.stringify(node) ?? '';
  if (Array.isArray(node)) return `[${node.map((item) => expressionKey(item, scope, within)).join()}]`;
  if (isReference(node)) return referenceKey(node, scope, within);
  let key = '{';
  for (const [name, value] of Object.entries(node)) {
    if (name !== 'pos' && name !== 'end') key += `${name}:${expressionKey(value, scope, within)},`;
  }
  return `${key}}`;
}

/** The key of an output column. */
export function entryKey(
  entry: SelectEntry,
  scope: SelectScope,
  within: readonly SelectEntry[] = [],
): string {
  if (entry.expression === undefined) return columnKey(entry.value.sql);
  return expressionKey(entry.expression, scope, [...within, entry]);
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

function referenceKey(node: Reference, scope: SelectScope, within: readonly SelectEntry[]): string {
  const found = scope.find(node.parts);
  if (found !== undefined) {
    const path = found.rest.map((part) => `.${part.name}`).join('');
    return `${columnKey(found.column.sql)}${path}`;
  }
  const entry = node.parts.length === 1 ? scope.items?.byAlias(node.parts[0]!.name) : undefined;
  // A date part may have the name of the alias it is part of: date_part(hour, at) AS hour.
  if (entry !== undefined && !within.includes(entry)) return entryKey(entry, scope, within);
  return `name ${node.parts.map((part) => part.name).join('.')}`;
}
