import type { RecordMapping } from '#sql/copy/copy-options.ts';
import { DecodeError, type DecodeRequest } from '#warehouse/copy/decode/decode-interface.ts';
import { JsonPathError, type JsonPathStep, parseJsonPath } from '#warehouse/copy/decode/json/json-path.ts';

/** The places of a record that are wanted, as a tree: what to do with a value that stands here. */
export class FieldTree {
  /** Columns that take this value. */
  readonly columns: number[] = [];
  readonly members = new Map<string, FieldTree>();
  readonly elements = new Map<number, FieldTree>();
  readonly ignoreCase: boolean;
  /** What the members were when this place was met last: they mostly come in the same order. */
  readonly expected: { name: Uint8Array; tree: FieldTree | undefined }[] = [];

  constructor(ignoreCase = false) {
    this.ignoreCase = ignoreCase;
  }

  /** Whether a value's inside is wanted. */
  get isLeaf(): boolean {
    return this.members.size === 0 && this.elements.size === 0;
  }

  member(name: string): FieldTree | undefined {
    return this.members.get(this.ignoreCase ? name.toLowerCase() : name);
  }

  add(steps: readonly JsonPathStep[], column: number): void {
    let tree: FieldTree = this;
    for (const step of steps) tree = tree.#step(step);
    tree.columns.push(column);
  }

  #step(step: JsonPathStep): FieldTree {
    if (typeof step === 'number') {
      const element = this.elements.get(step) ?? new FieldTree();
      this.elements.set(step, element);
      return element;
    }
    const name = this.ignoreCase ? step.toLowerCase() : step;
    const member = this.members.get(name) ?? new FieldTree();
    this.members.set(name, member);
    return member;
  }
}

/** What a mapping takes of each record. A path that Redshift does not have is a DecodeError. */
export function fieldTree(request: DecodeRequest, mapping: RecordMapping): FieldTree {
  const names = request.columns.map((column) => [column.name]);
  switch (mapping.kind) {
    case 'auto':
      return treeOf(names, mapping.ignoreCase);
    case 'noshred':
      return treeOf([[]]);
    case 'paths':
      // A jsonpaths file without paths means names.
      return treeOf(request.jsonPaths ? stepsOf(request.jsonPaths, names.length) : names);
  }
}

function treeOf(paths: JsonPathStep[][], ignoreCase = false): FieldTree {
  const tree = new FieldTree(ignoreCase);
  for (const [column, steps] of paths.entries()) tree.add(steps, column);
  return tree;
}

function stepsOf(paths: readonly string[], columnCount: number): JsonPathStep[][] {
  if (paths.length !== columnCount) {
    const counts = `JSONPath size: ${paths.length}, Number of columns in table or column list: ${columnCount}`;
    throw new DecodeError(0, 8001, `Number of jsonpaths and the number of columns should match. ${counts}`);
  }
  try {
    return paths.map(parseJsonPath);
  } catch (error) {
    if (error instanceof JsonPathError) throw new DecodeError(0, 8001, error.message);
    throw error;
  }
}

/** Any column that hangs below. */
export function firstColumn(fields: FieldTree): number {
  const found: number[] = [...fields.columns];
  for (const inner of fields.members.values()) found.push(firstColumn(inner));
  for (const inner of fields.elements.values()) found.push(firstColumn(inner));
  return Math.min(...found);
}
