/** An object of a syntax tree, of whatever kind. */
export type SyntaxNode = Record<string, unknown>;

/** Every object of a tree, outer ones before what they hold. */
export function* everyNode(tree: unknown): Generator<SyntaxNode> {
  if (Array.isArray(tree)) {
    for (const item of tree) yield* everyNode(item);
  } else if (typeof tree === 'object' && tree !== null) {
    yield tree as SyntaxNode;
    for (const value of Object.values(tree)) yield* everyNode(value);
  }
}
