import type { Expression } from '#sql/ast.ts';

/**
 * Calls `visit` for every expression directly below this node, wherever the tree keeps it (branches, window
 * specifications, order items). Sub-queries are not entered.
 */
export function forEachChild(node: object, visit: (child: Expression) => void): void {
  for (const value of Object.values(node)) visitValue(value, visit);
}

function visitValue(value: unknown, visit: (child: Expression) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) visitValue(item, visit);
    return;
  }
  if (!('kind' in value)) forEachChild(value, visit);
  else if (isExpression(value)) visit(value);
  else if (value.kind !== 'query') forEachChild(value, visit);
}

const expressionKinds = new Set<string>([
  'number',
  'string',
  'boolean',
  'null',
  'typed-literal',
  'interval',
  'default',
  'parameter',
  'reference',
  'star',
  'unary',
  'binary',
  'logical',
  'comparison',
  'quantified',
  'is',
  'between',
  'in',
  'in-subquery',
  'like',
  'at-time-zone',
  'cast',
  'call',
  'case',
  'exists',
  'subquery',
  'row',
  'array',
  'subscript',
  'field',
  'collate',
  'outer-join-mark',
  'prior',
] satisfies Expression['kind'][]);

function isExpression(value: object): value is Expression {
  return 'kind' in value && typeof value.kind === 'string' && expressionKinds.has(value.kind);
}

/** A copy of the tree in which `replace` has put other nodes; it returns undefined to keep a node. */
export function mapExpression<T extends object>(
  node: T,
  replace: (child: Expression) => Expression | undefined,
): T {
  return mapValue(node, replace, true) as T;
}

function mapValue(
  value: unknown,
  replace: (child: Expression) => Expression | undefined,
  root: boolean,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => mapValue(item, replace, false));
  const replaced = isExpression(value) && !root ? replace(value) : undefined;
  if (replaced !== undefined) return replaced;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, mapValue(inner, replace, false)]),
  );
}

/** True when the expression or anything below it (sub-queries aside) satisfies the test. */
export function containsExpression(node: Expression, test: (child: Expression) => boolean): boolean {
  if (test(node)) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= containsExpression(child, test);
  });
  return found;
}
