import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';

/** A table of the demo and its rows, as the tuples of an INSERT. */
export interface Dataset {
  table: string;
  create: string;
  total: number;
  /** Batches of `(…)` texts, at most `size` each. */
  rows(size: number): AsyncIterable<string[]>;
}

const file = (name: string) =>
  fileURLToPath(new URL(`../../node_modules/vega-datasets/data/${name}`, import.meta.url));

export const airports: Dataset = {
  table: 'airports',
  create: `create table airports (
    iata char(4) not null, name varchar(100), city varchar(60), state varchar(10), country varchar(60),
    latitude float8, longitude float8, primary key (iata)) diststyle all sortkey (iata)`,
  total: 3376,
  async *rows(size) {
    const lines = readFileSync(file('airports.csv'), 'utf8').trim().split('\n').slice(1);
    const tuples = lines.map((line) => tuple(csvFields(line.trimEnd())));
    yield* batches(tuples, size);
  },
};

export const earthquakes: Dataset = {
  table: 'earthquakes',
  create: `create table earthquakes (
    id varchar(20), magnitude decimal(4,2), place varchar(200), at timestamp, depth_km decimal(8,3),
    properties super) sortkey (at)`,
  total: 1707,
  async *rows(size) {
    const { features } = JSON.parse(readFileSync(file('earthquakes.json'), 'utf8')) as {
      features: Earthquake[];
    };
    const tuples = features.map(({ id, properties, geometry }) => {
      const at = new Date(properties.time).toISOString().replace('T', ' ').replace('Z', '');
      const fields = tuple([id, properties.mag, properties.place, at, geometry.coordinates[2]]);
      return `${fields.slice(0, -1)},json_parse(${quote(JSON.stringify(properties))}))`;
    });
    yield* batches(tuples, Math.min(size, 500));
  },
};

/** The first `total` of three million US flights of 2001. */
export function flights(total: number): Dataset {
  return {
    table: 'flights',
    create: `create table flights (
      departed timestamp not null, delay int, distance int, origin char(3), destination char(3))
      distkey (origin) compound sortkey (departed)`,
    total,
    async *rows(size) {
      const source = await asyncBufferFromFile(file('flights-3m.parquet'));
      const compressors = { ZSTD: (input: Uint8Array) => new Uint8Array(zstdDecompressSync(input)) };
      const groups = (await parquetMetadataAsync(source)).row_groups.map((group) => Number(group.num_rows));
      // A row group is decoded as a whole whatever part is asked for, so it is read once and cut here.
      for (let rowStart = 0, i = 0; rowStart < total; i++) {
        const rowEnd = Math.min(rowStart + (groups[i] ?? 0), total);
        const rows = await parquetReadObjects({ file: source, compressors, rowStart, rowEnd });
        for (let from = 0; from < rows.length; from += size) {
          yield (rows.slice(from, from + size) as unknown as Flight[]).map(flightTuple);
        }
        rowStart = rowEnd;
      }
    },
  };
}

interface Earthquake {
  id: string;
  properties: { mag: number | null; place: string; time: number };
  geometry: { coordinates: [number, number, number] };
}

interface Flight {
  date: Date;
  delay: bigint;
  distance: bigint;
  origin: string;
  destination: string;
}

function flightTuple({ date, delay, distance, origin, destination }: Flight): string {
  const departed = date.toISOString().slice(0, 19).replace('T', ' ');
  return `('${departed}',${delay},${distance},'${origin}','${destination}')`;
}

function tuple(values: (string | number | null | undefined)[]): string {
  const texts = values.map((value) => (typeof value === 'string' ? quote(value) : String(value ?? 'null')));
  return `(${texts.join(',')})`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** Fields of a CSV line; a quoted field may hold commas and doubled quotes. */
function csvFields(line: string): string[] {
  const fields = line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [];
  const texts = fields.map((field) => field.replace(/,$/, ''));
  return texts
    .slice(0, 7)
    .map((text) => (text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text));
}

function* batches(tuples: string[], size: number): Generator<string[]> {
  for (let from = 0; from < tuples.length; from += size) yield tuples.slice(from, from + size);
}
