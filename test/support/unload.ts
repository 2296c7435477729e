import { type CopyTest, openCopyTest } from './copy.ts';

/** A warehouse with S3, one client, and UNLOADs into folders of their own. */
export interface UnloadTest extends CopyTest {
  /** UNLOADs into an empty folder of the bucket: the objects by their names in it. */
  unload(query: string, options?: string): Promise<Record<string, Buffer>>;
  /** The same as text, for one object or several after each other. */
  unloadText(query: string, options?: string): Promise<string>;
  /** What was said on error. */
  refused(
    statement: string,
  ): Promise<{ code: string; message: string; detail?: string; hint?: string; position?: number }>;
}

export async function openUnloadTest(): Promise<UnloadTest> {
  const test = await openCopyTest();
  const { s3, client } = test;
  let count = 0;
  const unload = async (query: string, options = '') => {
    const folder = `unload-${++count}/`;
    await client.run(
      `UNLOAD ($query$${query}$query$) TO 's3://bucket/${folder}' IAM_ROLE default ${options}`,
    );
    const objects: Record<string, Buffer> = {};
    for (const key of s3.keys('bucket', folder))
      objects[key.slice(folder.length)] = await s3.get('bucket', key);
    return objects;
  };
  return {
    ...test,
    unload,
    unloadText: async (query, options) =>
      Buffer.concat(Object.values(await unload(query, options))).toString('utf8'),
    refused: async (statement) => {
      const error = await client.run(statement).then(
        () => undefined,
        (cause) => cause,
      );
      if (!error) throw new Error(`not refused: ${statement}`);
      return error;
    },
    [Symbol.asyncDispose]: () => test[Symbol.asyncDispose](),
  };
}
