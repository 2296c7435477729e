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

test('emitted text has exactly the engine type of the result', async (t) => {
  const engine = await openEngine();
  const rows = '(SELECT 1 AS one UNION ALL SELECT 2)';
  for (const definition of allFunctions()) {
    // Catalog functions read the catalog's tables, which a bare engine does not have.
    if (definition.notSupported || definition.family === 'catalog') continue;
    await t.test(definition.name, async () => {
      let emissions = 0;
      for (const overload of definition.overloads) {
        for (const args of argumentLists(overload)) {
          let sql: string;
          let type: string;
          try {
            sql = emitted(overload, args, definition);
            type = engineType(
              typeof overload.returns === 'function' ? overload.returns(args) : overload.returns,
            );
          } catch (error) {
            assert.ok(error instanceof RedshiftError, String(error));
            continue;
          }
          emissions += 1;
          const text = `SELECT * FROM (SELECT ${sql} AS result FROM ${rows}) LIMIT 0`;
          const result = await engine.run(`DESCRIBE ${text}`).catch((error) => {
            throw new Error(`${definition.name}: ${sql}\n${error.message}`);
          });
          const [row] = await result.getRows();
          const actual = String(row?.[1])
            .replace('TIMESTAMP WITH TIME ZONE', 'TIMESTAMPTZ')
            .replace('TIME WITH TIME ZONE', 'TIMETZ');
          assert.equal(actual, type, `${definition.name}: ${sql}`);
        }
      }
      assert.ok(emissions > 0 || definition.overloads.length === 0, 'no overload could be emitted');
    });
  }
});
