import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FileTask, FileTaskAnswer } from '#warehouse/unload/files/file-task.ts';
import type { MeasuredFile } from '#warehouse/unload/files/measure-files.ts';

const entry = new URL('./file-worker.ts', import.meta.url);

/** Does a task in a thread of its own, which an abort ends at once. Errors of the file system keep their code. */
export async function runFileTask(task: FileTask, signal: AbortSignal): Promise<MeasuredFile[][]> {
  signal.throwIfAborted();
  const worker = new Worker(entry, {
    workerData: task,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  try {
    const [answer] = (await once(worker, 'message', { signal })) as [FileTaskAnswer];
    if (answer.kind === 'done') return answer.files;
    throw Object.assign(new Error(answer.message), { code: answer.code });
  } finally {
    await worker.terminate();
  }
}
