import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../src', import.meta.url));

/** Layers from the top; a file may import from its own layer's folder and from any lower layer. */
const layers = [
  ['main.ts'],
  ['cli'],
  ['postgres-wire', 'aws', 'console'],
  ['ingest'],
  ['warehouse', 'compute'],
  ['stores', 'sql'],
  ['config'],
  ['base'],
];

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const imports = new Map(files.map((file) => [file, importsOf(file)]));

test('every folder of src is a known layer', () => {
  const known = new Set(layers.flat());
  for (const file of files) assert.ok(known.has(topOf(file)), `${file} belongs to no layer`);
});

test('imports go down only, and never to a sibling', () => {
  for (const [file, targets] of imports) {
    for (const target of targets) {
      const from = topOf(file);
      const to = topOf(target);
      assert.ok(
        from === to || rank(from) < rank(to),
        `${file} imports ${target}: ${to} is not below ${from}`,
      );
    }
  }
});

test('every imported file exists', () => {
  for (const [file, targets] of imports) {
    for (const target of targets)
      assert.ok(imports.has(target), `${file} imports ${target}, which is not there`);
  }
});

test('there are no import cycles', () => {
  const state = new Map<string, 'open' | 'done'>();
  const walk = (file: string, path: string[]): void => {
    if (state.get(file) === 'done') return;
    assert.notEqual(state.get(file), 'open', `cycle: ${[...path, file].join(' → ')}`);
    state.set(file, 'open');
    for (const target of valueImportsOf(file)) walk(target, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of files) walk(file, []);
});

test('there are no barrels', () => {
  for (const file of files) {
    assert.doesNotMatch(source(file), /^export (\*|\{[^}]*\}) from/m, `${file} re-exports another file`);
  }
});

test('only the warehouse touches the engine, and sql does no I/O', () => {
  for (const file of files) {
    const text = source(file);
    if (topOf(file) !== 'warehouse')
      assert.doesNotMatch(text, /from '@duckdb\//, `${file} imports the engine`);
    if (topOf(file) === 'sql')
      assert.doesNotMatch(text, /from 'node:(fs|net|http|https|dns|child_process)/, file);
  }
});

function importsOf(file: string): string[] {
  return specifiers(
    file,
    /^(?:import|export)\s[^'"]*?from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gm,
  );
}

/** Imports that run code; `import type` cannot make a cycle at run time. */
function valueImportsOf(file: string): string[] {
  return specifiers(file, /^(?:import|export)\s+(?!type\s)[^'"]*?from '([^']+)'|^import '([^']+)'/gm);
}

function specifiers(file: string, pattern: RegExp): string[] {
  return [...source(file).matchAll(pattern)]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .filter((name) => name.startsWith('#') || name.startsWith('.'))
    .map((name) => (name.startsWith('#') ? name.slice(1) : relative('.', join(dirname(file), name))));
}

function source(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function topOf(file: string): string {
  return file.split('/')[0] ?? file;
}

function rank(top: string): number {
  return layers.findIndex((layer) => layer.includes(top));
}
