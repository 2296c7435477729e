import type { Log } from '#base/log.ts';
import type { DataApi } from '#warehouse/data-api/data-api.ts';
import type { Warehouse } from '#warehouse/session-interface.ts';

/** The Data API's statements wait so long after the start to be looked at, when nobody asks before. */
const openAfterMs = 3000;

/** The Data API, opened with its first request or a while after the start: what ran at a crash must be told failed. */
export function lazyDataApi(options: {
  warehouse: Warehouse;
  dataFolder: string | undefined;
  administrator: string;
  log: Log;
}): AsyncDisposable & { open: () => Promise<DataApi> } {
  let opening: Promise<DataApi & AsyncDisposable> | undefined;
  const open = () => {
    opening ??= load(options);
    return opening;
  };
  const timer = setTimeout(() => {
    open().catch((error) => options.log.error('the Data API could not be opened', { error }));
  }, openAfterMs);
  timer.unref();
  return {
    open,
    [Symbol.asyncDispose]: async () => {
      clearTimeout(timer);
      await (await opening?.catch(() => undefined))?.[Symbol.asyncDispose]();
    },
  };
}

async function load(options: Parameters<typeof lazyDataApi>[0]): Promise<DataApi & AsyncDisposable> {
  const [{ openDataApi }, { resultEncoder }] = await Promise.all([
    import('#warehouse/data-api/open-data-api.ts'),
    import('#postgres-wire/encode/result-encoder.ts'),
  ]);
  return openDataApi({ ...options, rowTextOf: (columns, session) => resultEncoder(columns, [], 0, session) });
}
