import { runtimeErrorMark } from '#sql/engine/runtime-error.ts';
import type { Load } from '#warehouse/copy/load.ts';
import { insertText } from '#warehouse/copy/load-sql.ts';
import type { UnfitRow } from '#warehouse/copy/reject-recorder.ts';

/**
 * Loads the rows of one source into the table (or counts them for NOLOAD) and tells `unfit` of those that do not fit;
 * `unfit` counts them in the load's errors. Undefined when these were too many: the engine's transaction is over.
 */
export async function loadRows(
  load: Load,
  from: string,
  place: string,
  unfit: (row: UnfitRow) => void,
): Promise<number | undefined> {
  const { errors, recorder, engine, options } = load;
  let stopped = false;
  const id = recorder.listen((row) => {
    if (!stopped) unfit(row);
    stopped ||= errors.full;
    if (stopped) throw new Error(`${runtimeErrorMark}XX000:the load has failed`);
  });
  const { noLoad } = options.load;
  const text = insertText(load.sql, { from, recorder: id, place }, noLoad);
  try {
    if (!noLoad) return await engine.run(text);
    const [row] = await engine.rows(text);
    return Number(row?.[0] ?? 0);
  } catch (error) {
    load.signal.throwIfAborted();
    if (stopped) return undefined;
    throw error;
  } finally {
    recorder.forget(id);
  }
}
