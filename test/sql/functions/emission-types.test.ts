import assert from 'node:assert/strict';
import test from 'node:test';
import { RedshiftError } from '#base/errors.ts';
import { engineType } from '#sql/engine-type.ts';
import type { BoundArgument, FunctionDefinition, Overload } from '#sql/functions/definition.ts';
import { allFunctions } from '#sql/functions/registry.ts';
import { openEngine } from './engine.ts';
import { plainContext, samplesOf } from './samples.ts';

/** Every n-th sample of each argument, so that all samples appear without all their combinations. */
function argumentLists(overload: Overload): BoundArgument[][] {
  const classes = [...overload.args];
  if (overload.variadic !== undefined) classes.push(overload.variadic, overload.variadic);
  const samples = classes.map(samplesOf);
  const rounds = Math.max(1, ...samples.map((list) => list.length));
  const shortest = overload.args.length - (overload.optional ?? 0);
  const lengths = new Set([shortest, classes.length]);
  const lists: BoundArgument[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const length of lengths) {
      const list = samples.slice(0, length).map((candidates) => candidates[round % candidates.length]!);
      lists.push(unified(overload, list));
    }
  }
  return lists;
}

/** What the binder does for arguments of one common type: here all take the type of the group's first. */
function unified(overload: Overload, list: BoundArgument[]): BoundArgument[] {
  const result = [...list];
  for (const group of overload.unify?.(list.length) ?? []) {
    for (const index of group) result[index] = list[group[0]!]!;
  }
  return result;
}

function emitted(overload: Overload, args: BoundArgument[], definition: FunctionDefinition): string {
  if (typeof overload.emit === 'string') {
    return overload.emit.replace(/\{(\d)\}/g, (_, index) => args[Number(index)]!.sql);
  }
  return overload.emit(args, { ...plainContext, over: definition.needsOver ? ' OVER ()' : '' });
}

interface Emission {
  sql: string;
  type: string;
}

/** Every emission of a function; what it refuses for these arguments is left out. */
function emissions(definition: FunctionDefinition): Emission[] {
  const found: Emission[] = [];
  for (const overload of definition.overloads) {
    for (const args of argumentLists(overload)) {
      try {
        const sql = emitted(overload, args, definition);
        const returns = typeof overload.returns === 'function' ? overload.returns(args) : overload.returns;
        found.push({ sql, type: engineType(returns) });
      } catch (error) {
        assert.ok(error instanceof RedshiftError, String(error));
      }
    }
  }
  return found;
}

function shortName(type: string): string {
  return type.replace('TIMESTAMP WITH TIME ZONE', 'TIMESTAMPTZ').replace('TIME WITH TIME ZONE', 'TIMETZ');
}

test('emitted text has exactly the engine type of the result', async (t) => {
  const engine = await openEngine();
  for (const definition of allFunctions()) {
    // Catalog functions read the catalog's tables, GROUPING wants a GROUP BY: a bare engine has neither.
    if (definition.notSupported || definition.family === 'catalog' || definition.name === 'grouping')
      continue;
    await t.test(definition.name, async () => {
      const found = emissions(definition);
      assert.ok(found.length > 0, 'no overload could be emitted');
      const columns = found.map(({ sql }, index) => `${sql} AS c${index}`).join(',\n');
      const reader = await engine.runAndReadAll(`DESCRIBE SELECT ${columns} FROM range(2)`);
      const actual = reader.getRows().map((row) => shortName(String(row[1])));
      found.forEach(({ sql, type }, index) => {
        assert.equal(actual[index], type, sql);
      });
    });
  }
});
