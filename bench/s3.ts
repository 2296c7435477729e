// The S3 endpoint beside another S3 server (moto): one object of a gigabyte, and 10,000 small ones.
// Usage: bench/run s3 [SMALL OBJECTS].
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { Moto } from '../test/support/moto.ts';
import { printTable, time } from './support/measure.ts';
import { s3Client } from './support/s3.ts';
import { startSlipher } from './support/slipher.ts';

const small = Number(process.argv[2] ?? 10_000);
const large = 1024 ** 3;
const atOnce = 16;
const folder = mkdtempSync(join(tmpdir(), 'slipher-s3-'));
const file = join(folder, 'large');
try {
  const block = randomBytes(64 * 1024 * 1024);
  for (let written = 0; written < large; written += block.length) writeFileSync(file, block, { flag: 'a' });
  await run();
} finally {
  rmSync(folder, { recursive: true });
}

async function run(): Promise<void> {
  await using slipher = await startSlipher(['--data', join(folder, 'slipher'), '--aws-port', '0']);
  await using moto = await Moto.start();
  const ours = await measure(s3Client(slipher.server.aws));
  const theirs = await measure(s3Client({ endpoint: moto.endpoint, accessKeyId: 'a', secretAccessKey: 'b' }));
  printTable(
    'S3 endpoint beside moto, driven by the AWS SDK for JavaScript',
    ['work', 'moto', 'Slipher', 'Slipher / moto'],
    Object.keys(ours).map((name) => {
      const work = name as keyof typeof ours;
      return [work, theirs[work], ours[work], ours[work] / theirs[work]];
    }),
  );
}

async function measure(client: S3Client) {
  await client.send(new CreateBucketCommand({ Bucket: 'bench' }));
  const put = await time(() =>
    new Upload({
      client,
      params: { Bucket: 'bench', Key: 'large', Body: createReadStream(file) },
      partSize: 64 * 1024 * 1024,
    }).done(),
  );
  const get = await time(async () => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'bench', Key: 'large' }));
    let bytes = 0;
    for await (const chunk of Body as AsyncIterable<Uint8Array>) bytes += chunk.length;
    if (bytes !== large) throw new Error(`${bytes} bytes came back`);
  });
  const bodies = Array.from({ length: 64 }, (_, n) => createHash('sha512').update(String(n)).digest());
  const body = Buffer.concat(bodies);
  const smallPut = await time(() =>
    inParallel((n) => client.send(new PutObjectCommand({ Bucket: 'bench', Key: `small/${n}`, Body: body }))),
  );
  const smallGet = await time(() =>
    inParallel(async (n) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: 'bench', Key: `small/${n}` }));
      await Body?.transformToByteArray();
    }),
  );
  client.destroy();
  const megabytes = large / 1e6;
  return {
    'PUT 1 GB in parts (MB/s)': megabytes / (put / 1000),
    'GET 1 GB (MB/s)': megabytes / (get / 1000),
    [`PUT of 4 kB, ${atOnce} at once (per second)`]: small / (smallPut / 1000),
    [`GET of 4 kB, ${atOnce} at once (per second)`]: small / (smallGet / 1000),
  };
}

async function inParallel(work: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < small) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
