import { parentPort, workerData } from 'node:worker_threads';
import { bzip2File } from '#warehouse/unload/files/bzip2-file.ts';
import type { FileTask, FileTaskAnswer } from '#warehouse/unload/files/file-task.ts';
import { measureFiles } from '#warehouse/unload/files/measure-files.ts';

/** The entry of the thread of `run-file-task.ts`: one task, one answer. */
async function answer(task: FileTask): Promise<FileTaskAnswer> {
  try {
    if (task.kind === 'measure') return { kind: 'done', files: await measureFiles(task.request) };
    await bzip2File(task.from, task.to);
    return { kind: 'done', files: [] };
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    return { kind: 'failed', message, code };
  }
}

parentPort?.postMessage(await answer(workerData as FileTask));
