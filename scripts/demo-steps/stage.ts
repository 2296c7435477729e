import { createReadStream, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

export const bucket = 'demo';

/** The data of the demo: npm package vega-datasets (BSD-3-Clause). */
const source = (name: string) =>
  fileURLToPath(new URL(`../../node_modules/vega-datasets/data/${name}`, import.meta.url));

/** Puts what the demo loads into S3, as any program would that uses AWS's SDK; tells of each object. */
export async function stage(s3: S3Client, tell: (text: string) => void): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const objects: [key: string, body: () => string | Readable][] = [
    ['airports/airports.csv', () => createReadStream(source('airports.csv'))],
    ['flights-parquet/flights.parquet', () => createReadStream(source('flights-3m.parquet'))],
    ['earthquakes/week.json', () => earthquakeLines()],
    ['jsonpaths/earthquakes.json', () => JSON.stringify({ jsonpaths: earthquakePaths })],
    ['damaged/airports.csv', () => damagedAirports()],
  ];
  for (const [key, body] of objects) {
    const params = { Bucket: bucket, Key: key, Body: body() };
    await new Upload({ client: s3, params }).done();
    tell(`s3://${bucket}/${key}`);
  }
}

/** In the order of the table's columns. */
const earthquakePaths = [
  '$.id',
  '$.properties.mag',
  '$.properties.place',
  '$.properties.time',
  '$.geometry.coordinates[2]',
  '$.properties',
];

/** One earthquake a line, as streams and exports have it. */
function earthquakeLines(): string {
  const { features } = JSON.parse(readFileSync(source('earthquakes.json'), 'utf8')) as {
    features: unknown[];
  };
  return features.map((feature) => `${JSON.stringify(feature)}\n`).join('');
}

/** The airports with two lines that are wrong: a latitude that is no number, and a code that is too long. */
function damagedAirports(): string {
  const lines = readFileSync(source('airports.csv'), 'utf8').split('\n');
  lines[42] = lines[42]!.replace(/,(-?\d+\.\d+),/, ',north of here,');
  lines[99] = `LONGCODE${lines[99]}`;
  return lines.join('\n');
}
