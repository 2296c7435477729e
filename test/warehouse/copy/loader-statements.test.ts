import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { gzipSync } from 'node:zlib';
import avro from 'avsc';
import { bunzip } from '../../support/bunzip.ts';
import { type CopyTest, openCopyTest } from '../../support/copy.ts';

/**
 * COPY and UNLOAD in the shape and the order of options that loaders send, over files as they write them, and what they do
 * next. Sources of the shapes: the loaders' own code (spark-redshift, aws-sdk-pandas, dlt, Sling, RudderStack, Artie …).
 */
let t: CopyTest;
let keys: { id: string; secret: string };
let role: string;
before(async () => {
  t = await openCopyTest();
  const user = t.s3.identity.createUser('loader').name;
  keys = t.s3.identity.createAccessKey(user);
  role = t.s3.roleArn;
  await t.client.run('CREATE SCHEMA s; CREATE SCHEMA airbyte_internal');
});
after(() => t[Symbol.asyncDispose]());

const credentials = () => `aws_access_key_id=${keys.id};aws_secret_access_key=${keys.secret}`;

async function put(files: Record<string, string | Uint8Array | object>): Promise<void> {
  for (const [key, body] of Object.entries(files)) {
    const isText = typeof body === 'string' || body instanceof Uint8Array;
    await t.s3.put('bucket', key, isText ? (body as string | Uint8Array) : JSON.stringify(body));
  }
}

const rows = (query: string) => t.client.rows(query);

/** The error of a statement that must fail. */
async function refusal(statement: string): Promise<{ code: string; message: string }> {
  const error = await t.client.run(statement).then(
    () => undefined,
    (cause) => cause,
  );
  assert.ok(error, statement);
  return error;
}

async function parquet(query: string): Promise<Buffer> {
  await t.client.run(
    `UNLOAD ($$${query}$$) TO 's3://bucket/made/' IAM_ROLE default PARQUET PARALLEL OFF ALLOWOVERWRITE`,
  );
  return t.s3.get('bucket', 'made/000.parquet');
}

async function avroFile(schema: avro.Schema, records: unknown[]): Promise<Buffer> {
  const encoder = new avro.streams.BlockEncoder(avro.Type.forSchema(schema), { codec: 'deflate' });
  for (const record of records) encoder.write(record);
  encoder.end();
  return Buffer.concat(await encoder.toArray());
}

test('Airbyte: gzip CSV with a header, then APPEND … FILLTARGET, and the errors of the last minute', async () => {
  await t.client.run(`
    CREATE TABLE "s"."users" ("_airbyte_raw_id" VARCHAR(36), "_airbyte_extracted_at" TIMESTAMPTZ,
      "_airbyte_meta" SUPER, "_airbyte_generation_id" BIGINT, "id" BIGINT, "price" DECIMAL(38, 9), "name" VARCHAR(65535), "note" VARCHAR(10));
    CREATE TABLE "airbyte_internal"."users_tmp" ("_airbyte_raw_id" VARCHAR(36), "_airbyte_extracted_at" TIMESTAMPTZ,
      "_airbyte_meta" SUPER, "_airbyte_generation_id" BIGINT, "id" BIGINT, "price" DECIMAL(38, 9), "name" VARCHAR(65535))`);
  const header = '_airbyte_raw_id,_airbyte_extracted_at,_airbyte_meta,_airbyte_generation_id,id,price,name\n';
  const meta = '"{""sync_id"":7,""changes"":[]}"';
  await put({
    'airbyte/users/0.csv.gz': gzipSync(
      `${header}f5c1,2024-05-06T07:08:09.123456Z,${meta},1,1,1.5,"Ann, ""A"""\nf5c2,2024-05-06T07:08:09.123456+02:00,${meta},1,2,,\n`,
    ),
  });
  const copy = (key: string) =>
    `COPY "airbyte_internal"."users_tmp" FROM 's3://bucket/${key}' CREDENTIALS '${credentials()}' CSV GZIP REGION 'us-east-1' TIMEFORMAT 'auto' STATUPDATE OFF ROUNDEC IGNOREHEADER 1 EMPTYASNULL`;
  await t.client.run(copy('airbyte/users/0.csv.gz'));
  await t.client.run(`ALTER TABLE "s"."users" APPEND FROM "airbyte_internal"."users_tmp" FILLTARGET`);
  assert.deepEqual(
    await rows(
      `SELECT _airbyte_raw_id, _airbyte_meta.sync_id, id, price::varchar, name, note,
       extract(epoch FROM _airbyte_extracted_at)::bigint FROM s.users ORDER BY id`,
    ),
    [
      ['f5c1', '7', '1', '1.500000000', 'Ann, "A"', null, '1714979289'],
      ['f5c2', '7', '2', null, null, null, '1714972089'],
    ],
  );
  assert.equal(await t.client.value('SELECT count(*) FROM airbyte_internal.users_tmp'), '0');
  await put({ 'airbyte/bad.csv.gz': gzipSync(`${header}f5c3,2024-05-06T07:08:09Z,{},1,x,1,y\n`) });
  const error = await refusal(copy('airbyte/bad.csv.gz'));
  assert.ok(error.message.includes('stl_load_errors'));
  const [found] = await rows(
    `SELECT trim(colname), trim(raw_field_value) FROM stl_load_errors WHERE starttime >= GETDATE() - INTERVAL '1 minute' ORDER BY starttime DESC LIMIT 1`,
  );
  assert.deepEqual(found, ['id', 'x']);
});

test('dlt: gzip JSON lines and Parquet, inside of a transaction', async () => {
  await t.client.run(
    'CREATE TABLE "s"."events" (id bigint, at timestamptz, payload super, name varchar(max))',
  );
  await put({
    'dlt/events.jsonl.gz': gzipSync(
      '{"id":1,"at":"2024-05-06T07:08:09.5+00:00","payload":{"a":[1]},"name":"é\\n"}\n{"id":2,"name":null}\n',
    ),
    'dlt/events.parquet': await parquet(
      `SELECT 3::bigint AS id, '2024-01-02 03:04:05'::timestamp AS at, json_parse('{"b":2}') AS payload, 'p'::varchar AS name`,
    ),
  });
  await t.client.run('BEGIN');
  await t.client.run(`
            COPY "s"."events"
            FROM 's3://bucket/dlt/events.jsonl.gz'
            FORMAT AS JSON 'auto' dateformat 'auto' timeformat 'auto'
            GZIP
            CREDENTIALS 'aws_access_key_id=${keys.id};aws_secret_access_key=${keys.secret}' region 'us-east-1' MAXERROR 0;`);
  await t.client.run('COMMIT');
  assert.deepEqual(await rows('SELECT id, payload.a[0], name FROM s.events ORDER BY id'), [
    ['1', '1', 'é\n'],
    ['2', null, null],
  ]);
  await t.client.run('CREATE TABLE "s"."plain_events" (id bigint, name varchar(max))');
  await put({ 'dlt/plain.parquet': await parquet(`SELECT 3::bigint AS id, 'p'::varchar AS name`) });
  await t.client.run(`
            COPY "s"."plain_events"
            FROM 's3://bucket/dlt/plain.parquet'
            PARQUET


            IAM_ROLE '${role}'`);
  assert.deepEqual(await rows('SELECT * FROM s.plain_events'), [['3', 'p']]);
});

test('Sling: CSV there and back', async () => {
  await t.client.run('CREATE TABLE s.people (id bigint, name varchar(20), born date, seen timestamp)');
  await put({
    'sling/part.01.csv.gz': gzipSync(
      'id,name,born,seen\n1,"Ann, B",2000-02-29,2024-01-02 03:04:05.678\n2,,,\n',
    ),
  });
  await t.client.run(`COPY "s"."people" ("id", "name", "born", "seen")
from 's3://bucket/sling/'
credentials '${credentials()}'
CSV delimiter ',' EMPTYASNULL BLANKSASNULL GZIP IGNOREHEADER 1 DATEFORMAT 'auto' TIMEFORMAT 'auto'`);
  await t.client.run(`unload ('select * from s.people order by id')
to 's3://bucket/sling-out/u01-'
credentials '${credentials()}'
allowoverwrite
GZIP CSV NULL '\\\\N' HEADER DELIMITER ',' PARALLEL off`);
  const { gunzipSync } = await import('node:zlib');
  const text = gunzipSync(await t.s3.get('bucket', 'sling-out/u01-000.gz')).toString();
  assert.equal(text, 'id,name,born,seen\n1,"Ann, B",2000-02-29,2024-01-02 03:04:05.678\n2,\\N,\\N,\\N\n');
  await put({ 'sling-bad/a.csv': 'id,name,born,seen\n1,much too long for the column it is,,\n' });
  const error = await refusal(
    `COPY "s"."people" from 's3://bucket/sling-bad/' iam_role default CSV delimiter ',' EMPTYASNULL IGNOREHEADER 1`,
  );
  assert.ok(error.message.includes('stl_load_errors'));
  const [found] = await rows('select * from stl_load_errors order by starttime desc limit 1');
  assert.ok(found?.some((value) => value?.includes('String length exceeds DDL')));
});

test('Estuary: a manifest of gzip JSON lines, and sys_load_error_detail by the name of the file', async () => {
  await t.client.run('CREATE TABLE s.flow (id bigint, flow_document super, name varchar(5), at timestamptz)');
  await put({
    'estuary/f/1': gzipSync(
      '{"id":1,"flow_document":{"x":"y"},"name":"longer","at":"2024-05-06T07:08:09Z"}\n',
    ),
    'estuary/f/2': gzipSync('{"ID":2,"flow_document":null,"Name":"b"}\n'),
    'estuary/manifest': {
      entries: [1, 2].map((n) => ({ url: `s3://bucket/estuary/f/${n}`, mandatory: true })),
    },
  });
  const copy = (manifest: string) => `COPY "s"."flow"
FROM 's3://bucket/${manifest}'
MANIFEST
CREDENTIALS '${credentials()}'
REGION 'us-east-1'
JSON 'auto ignorecase'
GZIP
TIMEFORMAT 'auto'
TRUNCATECOLUMNS;`;
  await t.client.run(copy('estuary/manifest'));
  assert.deepEqual(await rows('SELECT id, flow_document.x::varchar, name FROM s.flow ORDER BY id'), [
    ['1', 'y', 'longe'],
    ['2', null, 'b'],
  ]);
  await put({
    'estuary/g/bad': gzipSync('{"id":"one"}\n'),
    'estuary/bad-manifest': { entries: [{ url: 's3://bucket/estuary/g/bad', mandatory: true }] },
  });
  await refusal(copy('estuary/bad-manifest'));
  assert.deepEqual(
    await rows(
      `SELECT line_number, trim(column_name), trim(error_message) FROM sys_load_error_detail WHERE file_name LIKE 's3://bucket/estuary/g/%' ORDER BY start_time DESC`,
    ),
    [['1', 'id', "Invalid digit, Value 'o', Pos 0, Type: Long"]],
  );
});

test('RudderStack: CSV and Parquet by manifest, then delete and insert in the same transaction', async () => {
  await t.client.run(`CREATE TABLE "s"."tracks" ("id" varchar(64), "received_at" timestamp, "total" double precision, "event" varchar(5));
    CREATE TABLE "s"."staging_tracks" (LIKE s.tracks); INSERT INTO s.tracks VALUES ('a', null, 9, 'old')`);
  await put({
    'rudder/1.csv.gz': gzipSync('long event,a,2024-05-06T07:08:09.123Z,1.5\n ,b,no date,\nonly\n'),
    'rudder/manifest': { entries: [{ url: 's3://bucket/rudder/1.csv.gz', mandatory: true }] },
  });
  await t.client.run('BEGIN');
  await t.client.run(`COPY "s"."staging_tracks"("event","id","received_at","total")
			FROM 's3://bucket/rudder/manifest'
			CSV GZIP
			ACCESS_KEY_ID '${keys.id}'
			SECRET_ACCESS_KEY '${keys.secret}'
			REGION 'us-east-1'
			DATEFORMAT 'auto'
			TIMEFORMAT 'auto'
			MANIFEST TRUNCATECOLUMNS EMPTYASNULL BLANKSASNULL FILLRECORD ACCEPTANYDATE TRIMBLANKS ACCEPTINVCHARS
			COMPUPDATE OFF
			STATUPDATE OFF;`);
  await t.client.run(`DELETE FROM "s"."tracks" USING "s"."staging_tracks" _source
    WHERE _source.id = "s"."tracks".id`);
  await t.client.run(`INSERT INTO "s"."tracks" ("id","received_at","total","event") SELECT "id","received_at","total","event" FROM (
    SELECT *, row_number() OVER (PARTITION BY id ORDER BY received_at DESC) AS _rudder_staging_row_number FROM "s"."staging_tracks")
    AS _ where _rudder_staging_row_number = 1`);
  await t.client.run('COMMIT');
  assert.deepEqual(
    await rows('SELECT id, received_at::varchar, total, event FROM s.tracks ORDER BY id NULLS LAST'),
    [
      ['a', '2024-05-06 07:08:09.123', '1.5', 'long '],
      ['b', null, null, null],
      [null, null, null, 'only'],
    ],
  );
  const file = await parquet(
    `SELECT 'c'::varchar AS id, '2024-01-02'::timestamp AS received_at, 2::float8 AS total, 'e'::varchar AS event`,
  );
  await put({
    'rudder/2.parquet': file,
    'rudder/parquet-manifest': {
      entries: [
        { url: 's3://bucket/rudder/2.parquet', mandatory: true, meta: { content_length: file.length } },
      ],
    },
  });
  await t.client.run(`COPY "s"."tracks"
			FROM 's3://bucket/rudder/parquet-manifest'
			ACCESS_KEY_ID '${keys.id}'
			SECRET_ACCESS_KEY '${keys.secret}'
			MANIFEST FORMAT PARQUET;`);
  assert.equal(await t.client.value("SELECT total FROM s.tracks WHERE id = 'c'"), '2');
});

test('Meltano (TicketSwap) and pipelinewise', async () => {
  await t.client.run(
    'CREATE TEMP TABLE "orders_tmp" (id bigint, note varchar(6), at timestamp); CREATE TABLE s.orders (id bigint, note varchar(6), at timestamp)',
  );
  await put({ 'meltano/orders.csv.gz': gzipSync('1,"  ",2024-05-06T07:08:09\n2,"cut, here ",\n') });
  await t.client.run(`
            COPY "orders_tmp" ("id", "note", "at")
            FROM 's3://bucket/meltano/orders.csv.gz'
            IAM_ROLE '${role}'
            EMPTYASNULL BLANKSASNULL TRIMBLANKS TRUNCATECOLUMNS DATEFORMAT 'auto' TIMEFORMAT 'auto' COMPUPDATE OFF STATUPDATE OFF GZIP CSV`);
  await t.client.run(
    `MERGE INTO s.orders USING orders_tmp AS temp ON s.orders.id = temp.id REMOVE DUPLICATES`,
  );
  assert.deepEqual(await rows('SELECT id, note, at::varchar FROM s.orders ORDER BY id'), [
    ['1', null, '2024-05-06 07:08:09'],
    ['2', 'cut, h', null],
  ]);
  await put({
    'pipelinewise/orders-0.csv': '3,"a \\"b\\"",\n',
    'pipelinewise/orders-1.csv': '4,"c,d",2024-01-02 03:04:05+00:00\n',
  });
  await t.client.run(`COPY s."orders" ("ID", "NOTE", "AT")
                    FROM 's3://bucket/pipelinewise/orders-'
                    iam_role '${role}'
                    EMPTYASNULL BLANKSASNULL TRIMBLANKS TRUNCATECOLUMNS
                    TIMEFORMAT 'auto'
                    COMPUPDATE OFF STATUPDATE OFF
                    DELIMITER ',' REMOVEQUOTES ESCAPE`);
  assert.deepEqual(await rows('SELECT id, note, at::varchar FROM s.orders WHERE id > 2 ORDER BY id'), [
    ['3', 'a "b"', null],
    ['4', 'c,d', '2024-01-02 03:04:05'],
  ]);
});

test('Artie: tabs, and pg_last_copy_count()', async () => {
  await t.client.run('CREATE TABLE s.accounts (id bigint, email varchar(30), updated timestamptz)');
  await put({
    'artie/a.csv.gz': gzipSync(
      '1\ta@b.c\t2024-05-06T07:08:09Z\n2\t__artie_null_value\t__artie_null_value\n3\t"x\ty"\t\n',
    ),
  });
  const count = async () => t.client.value('SELECT pg_last_copy_count();');
  await t.client.run(
    `COPY s.accounts ("id","email","updated") FROM 's3://bucket/artie/a.csv.gz' DELIMITER '\\t' NULL AS '__artie_null_value' GZIP FORMAT CSV ACCESS_KEY_ID '${keys.id}' SECRET_ACCESS_KEY '${keys.secret}' dateformat 'auto' timeformat 'auto';`,
  );
  assert.equal(await count(), '3');
  assert.deepEqual(await rows('SELECT id, email, updated IS NULL FROM s.accounts ORDER BY id'), [
    ['1', 'a@b.c', 'f'],
    ['2', null, 't'],
    ['3', 'x\ty', 't'],
  ]);
});

test('spark-redshift and Glue: Avro, CSV and Parquet manifests, and UNLOAD', async () => {
  await t.client.run('CREATE TABLE "s"."spark" ("a" int, "b" varchar(20), "c" timestamp)');
  const type: avro.Schema = {
    type: 'record',
    name: 'topLevelRecord',
    fields: [
      { name: 'a', type: ['int', 'null'] },
      { name: 'b', type: ['string', 'null'] },
      { name: 'c', type: ['string', 'null'] },
    ],
  };
  const avroPart = await avroFile(type, [
    { a: 1, b: 'one', c: '2024-05-06 07:08:09.123' },
    { a: 2, b: null, c: null },
  ]);
  const parquetPart = await parquet(`SELECT 5 AS a, 'five'::varchar AS b, '2024-01-02'::timestamp AS c`);
  const parts = {
    'spark/part-0.avro': avroPart,
    'spark/part-0.csv': '3,three,\n4,@NULL@,\n',
    'spark/part-0.csv.gz': gzipSync('6,@NULL@,2024-05-06 07:08:09.123\n'),
    'spark/part-0.parquet': parquetPart,
  };
  await put(parts);
  for (const [key, body] of Object.entries(parts)) {
    const entry = { url: `s3://bucket/${key}`, mandatory: true, meta: { content_length: body.length } };
    await put({ [`spark/manifest-${key.split('-0.')[1]}.json`]: { entries: [entry] } });
  }
  const copy = (format: string, manifest: string, columns = '') =>
    `COPY "s"."spark" ${columns}FROM 's3://bucket/spark/manifest-${manifest}.json' FORMAT AS ${format} manifest ${format.includes('PARQUET') ? '' : "REGION 'us-east-1' TRUNCATECOLUMNS"} CREDENTIALS 'aws_iam_role=${role}'`;
  await t.client.run(copy("AVRO 'auto'", 'avro'));
  await t.client.run(copy("CSV NULL AS '@NULL@'", 'csv', '("a","b","c") '));
  await t.client.run(copy("CSV GZIP NULL AS '@NULL@'", 'csv.gz'));
  await t.client.run(copy('PARQUET SERIALIZETOJSON', 'parquet'));
  assert.deepEqual(await rows('SELECT a, b, c::varchar FROM s.spark ORDER BY a'), [
    ['1', 'one', '2024-05-06 07:08:09.123'],
    ['2', null, null],
    ['3', 'three', null],
    ['4', null, null],
    ['5', 'five', '2024-01-02 00:00:00'],
    ['6', null, '2024-05-06 07:08:09.123'],
  ]);
  await put({
    'spark/bad.csv': 'x,y,\n',
    'spark/manifest-bad.json': { entries: [{ url: 's3://bucket/spark/bad.csv', mandatory: true }] },
  });
  await t.client.run('BEGIN');
  await refusal(copy('CSV', 'bad'));
  await t.client.run('ROLLBACK');
  assert.deepEqual(
    await rows(
      `SELECT trim(colname), trim(err_reason) FROM stl_load_errors WHERE query = pg_last_query_id()`,
    ),
    [['a', "Invalid digit, Value 'x', Pos 0, Type: Integer"]],
  );
  await t.client.run(
    `UNLOAD ('SELECT "a", "b" FROM "s"."spark" WHERE "b" = \\'one\\'') TO 's3://bucket/tmp/7c9e/' CREDENTIALS 'aws_iam_role=${role}' FORMAT AS PARQUET  MANIFEST REGION AS 'us-east-1'`,
  );
  const manifest = JSON.parse(String(await t.s3.get('bucket', 'tmp/7c9e/manifest')));
  assert.deepEqual(
    manifest.entries.map(({ url }: { url: string }) => url),
    ['s3://bucket/tmp/7c9e/0000_part_00.parquet'],
  );
  await t.client.run(
    `UNLOAD ('SELECT "a", "b" FROM "s"."spark" ORDER BY "a"') TO 's3://bucket/tmp/text/' CREDENTIALS 'aws_iam_role=${role}' ESCAPE MANIFEST NULL AS '@NULL@'`,
  );
  assert.match(String(await t.s3.get('bucket', 'tmp/text/0000_part_00')), /^1\|one\n2\|@NULL@\n/);
});

test('awswrangler: Parquet, upsert by a temporary table, and UNLOAD', async () => {
  await put({ 'wrangler/0.snappy.parquet': await parquet(`SELECT 1::bigint AS id, 'x'::varchar AS v`) });
  await t.client.run(
    'CREATE TABLE "s"."wrangled" (id BIGINT PRIMARY KEY, v VARCHAR(256)); INSERT INTO s.wrangled VALUES (1, \'old\')',
  );
  await t.client.run('BEGIN');
  await t.client.run('CREATE TEMPORARY TABLE "temp_redshift_1" (LIKE "s"."wrangled")');
  await t.client.run(`COPY "temp_redshift_1" ("id","v")
FROM 's3://bucket/wrangler/'
IAM_ROLE '${role}'
FORMAT AS PARQUET`);
  await t.client.run('LOCK "s"."wrangled"');
  await t.client.run(
    'DELETE FROM "s"."wrangled" USING temp_redshift_1 WHERE "s"."wrangled".id = temp_redshift_1.id',
  );
  await t.client.run('INSERT INTO "s"."wrangled" SELECT * FROM temp_redshift_1');
  await t.client.run('COMMIT');
  assert.deepEqual(await rows('SELECT * FROM s.wrangled'), [['1', 'x']]);
  await put({
    'wrangler-keys/0.csv': '2,y\n',
    'wrangler-keys.json': { entries: [{ url: 's3://bucket/wrangler-keys/0.csv', mandatory: true }] },
  });
  await t.client.run(`COPY "s"."wrangled" ("id","v")
FROM 's3://bucket/wrangler-keys.json'
ACCESS_KEY_ID '${keys.id}'
SECRET_ACCESS_KEY '${keys.secret}'
FORMAT AS CSV
MANIFEST
STATUPDATE ON`);
  await t.client.run(`UNLOAD ('SELECT id, v, ''q'' AS q FROM s.wrangled')
TO 's3://bucket/wrangled-out/'
IAM_ROLE '${role}'
ALLOWOVERWRITE
PARALLEL ON
FORMAT PARQUET
ENCRYPTED
PARTITION BY (v)
REGION AS 'us-east-1'
MAXFILESIZE AS 512.0 MB
manifest;`);
  assert.deepEqual(t.s3.keys('bucket', 'wrangled-out/'), [
    'wrangled-out/manifest',
    'wrangled-out/v=x/0000_part_00.parquet',
    'wrangled-out/v=y/0000_part_00.parquet',
  ]);
});

test('aws-lambda-redshift-loader and Firehose: several statements in one query, over a manifest', async () => {
  await t.client.run("CREATE TABLE s.lambda (a int, b varchar(10)); INSERT INTO s.lambda VALUES (9, 'old')");
  await put({
    'lambda/in/1': '1|one\n',
    'lambda/in/2': '2|two\n',
    'lambda/manifest-2024': {
      entries: ['1', '2'].map((n) => ({ url: `s3://bucket/lambda/in/${n}`, mandatory: true })),
    },
  });
  const tags = await t.client.run(
    `set statement_timeout to 60000; begin; truncate table s.lambda;  COPY s.lambda (a,b) from 's3://bucket/lambda/manifest-2024' with credentials as '${credentials()}' manifest delimiter '|'  ; commit;`,
  );
  assert.deepEqual(tags, ['SET', 'BEGIN', 'TRUNCATE TABLE and COMMIT TRANSACTION', 'COPY', 'COMMIT']);
  assert.deepEqual(await rows('SELECT * FROM s.lambda ORDER BY a'), [
    ['1', 'one'],
    ['2', 'two'],
  ]);
  await t.client.run('RESET statement_timeout');
  await put({
    'firehose/2024/05/06/07/stream-1-2024': gzipSync('{"a":3,"b":"three"}{"a":4,"b":"four"}'),
    'firehose/manifests/2024/05/06/07/stream-1.manifest': {
      entries: [{ url: 's3://bucket/firehose/2024/05/06/07/stream-1-2024', mandatory: true }],
    },
  });
  await t.client.run(
    `COPY s.lambda FROM 's3://bucket/firehose/manifests/2024/05/06/07/stream-1.manifest' CREDENTIALS 'aws_iam_role=${role}' MANIFEST GZIP JSON 'auto'`,
  );
  assert.deepEqual(await rows('SELECT * FROM s.lambda WHERE a > 2 ORDER BY a'), [
    ['3', 'three'],
    ['4', 'four'],
  ]);
});

test('UnloadCopyUtility: quoted, escaped and gzipped text by manifest; its client-side encryption is refused by name', async () => {
  await t.client.run(`CREATE TABLE s.source (id int identity(10, 1), name varchar(30));
    INSERT INTO s.source (name) VALUES ('plain'), ('a^b"c\\\\d'), (null), ('two
lines')`);
  await t.client.run('CREATE TABLE s.target (id int identity(1, 1), name varchar(30))');
  const unload = (more: string, encrypted: string) => `unload ('SELECT * FROM s.source')
                     to 's3://bucket/utility/s.source.' credentials
                     '${credentials()}${more}'
                     manifest
                     ${encrypted}
                     gzip
                     delimiter '^' addquotes escape allowoverwrite`;
  const copy = (more: string, encrypted: string) => `copy s.target
                   from 's3://bucket/utility/s.source.manifest' credentials
                   '${credentials()}${more}'
                   manifest
                   ${encrypted}
                   gzip
                   explicit_ids
                   delimiter '^' removequotes escape compupdate off  REGION 'us-east-1' `;
  const key = ';master_symmetric_key=Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyMTIzNDU2Nzg=';
  for (const statement of [unload(key, 'encrypted'), copy(key, 'encrypted')]) {
    assert.equal((await refusal(statement)).code, '0A000');
  }
  await t.client.run(unload('', ''));
  await t.client.run(copy('', ''));
  // NULL is empty text in such files, as it is in Redshift's.
  const query = (table: string) => `SELECT id, coalesce(name, '') FROM ${table} ORDER BY id`;
  assert.deepEqual(await rows(query('s.target')), await rows(query('s.source')));
});

test('DMS: CSV files of a full load and of changes', async () => {
  await t.client.run(
    'CREATE TABLE s.dms (id int, name varchar(20), changed timestamp); CREATE TABLE s.awsdms_changes (seq int, op varchar(1), id int, name varchar(20))',
  );
  await put({
    'dms/LOAD00000001.csv': '1,"Ann ""A""",2024-05-06 07:08:09.123456\n2,NULL,\n',
    'dms/changes.csv': '"1","U","1","Bea"\n"2","D","2",""\n',
  });
  await t.client.run(
    `COPY "s"."dms" FROM 's3://bucket/dms/LOAD' IAM_ROLE '${role}' CSV NULL AS 'NULL' DELIMITER ',' ACCEPTINVCHARS '?' TRIMBLANKS EMPTYASNULL TIMEFORMAT 'auto' DATEFORMAT 'auto' TRUNCATECOLUMNS MAXERROR 0 COMPUPDATE OFF`,
  );
  await t.client.run(
    `COPY "s"."awsdms_changes" FROM 's3://bucket/dms/changes.csv' IAM_ROLE '${role}' CSV QUOTE '"'`,
  );
  await t.client.run(`BEGIN; UPDATE s.dms SET name = c.name FROM s.awsdms_changes c WHERE c.id = s.dms.id AND c.op = 'U';
    DELETE FROM s.dms USING s.awsdms_changes c WHERE c.id = s.dms.id AND c.op = 'D'; COMMIT`);
  assert.deepEqual(await rows('SELECT id, name, changed::varchar FROM s.dms'), [
    ['1', 'Bea', '2024-05-06 07:08:09.123456'],
  ]);
});

test('files of UNLOAD are read by what wrote them', async () => {
  await t.client.run(
    `UNLOAD ('SELECT a FROM s.lambda ORDER BY a') TO 's3://bucket/bz/' IAM_ROLE '${role}' BZIP2 PARALLEL OFF`,
  );
  assert.equal(String(await bunzip(await t.s3.get('bucket', 'bz/000.bz2'))), '1\n2\n3\n4\n');
});
