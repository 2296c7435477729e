import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

export interface S3Address {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
}

export function s3Client({ endpoint, accessKeyId, secretAccessKey }: S3Address): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
}

/** Uploads every file of a folder under `prefix`, in parts. */
export async function uploadFolder(
  client: S3Client,
  folder: string,
  bucket: string,
  prefix: string,
): Promise<void> {
  for (const name of readdirSync(folder)) {
    const params = { Bucket: bucket, Key: `${prefix}${name}`, Body: createReadStream(join(folder, name)) };
    await new Upload({ client, params, partSize: 32 * 1024 * 1024 }).done();
  }
}
