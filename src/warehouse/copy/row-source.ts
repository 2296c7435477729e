import { RedshiftError } from '#base/errors.ts';
import { runtimeErrorMark } from '#sql/engine/runtime-error.ts';
import type { Load } from '#warehouse/copy/load.ts';
import { insertText, problemsText, unfitRowCode } from '#warehouse/copy/load-sql.ts';
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
  const text = insertText(load.sql, { from, recorder: id, place, tolerant: !errors.strict }, noLoad);
  try {
    if (!noLoad) return await engine.run(text);
    const [row] = await engine.rows(text);
    return Number(row?.[0] ?? 0);
  } catch (error) {
    load.signal.throwIfAborted();
    if (stopped) return undefined;
    if (!(error instanceof RedshiftError) || error.code !== unfitRowCode) throw error;
    unfit(await readUnfitRow(load, error.message));
    return undefined;
  } finally {
    recorder.forget(id);
  }
}

/** The row that ended a strict load, and what is wrong with it. */
async function readUnfitRow(load: Load, text: string): Promise<UnfitRow> {
  const { place, fields } = JSON.parse(Buffer.from(text, 'base64').toString()) as Omit<UnfitRow, 'problems'>;
  const [problems = []] = await load.aside((connection) => connection.rows(problemsText(load.sql, fields)));
  return { place, fields, problems: problems as (string | null)[] };
}
