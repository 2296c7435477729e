import { DatabaseSync } from 'node:sqlite';

const schemaVersion = 1;

/**
 * `file` is a path below the data folder. `latest` marks the newest version of a key; the partial index over live
 * ones is what a listing walks, so that old versions and delete markers cost it nothing. `discarded` are files that
 * no row needs any more and that are still to be unlinked.
 */
const schema = `
create table schema_version (version integer not null);
create table counters (name text primary key, value integer not null) without rowid;
create table buckets (
  id integer primary key autoincrement,
  name text not null unique,
  region text not null,
  created integer not null,
  owner text not null,
  versioning text not null
);
create table documents (
  bucket integer not null references buckets (id) on delete cascade,
  kind text not null,
  text text not null,
  primary key (bucket, kind)
) without rowid;
create table versions (
  sequence integer primary key,
  bucket integer not null references buckets (id),
  key blob not null,
  version_id text not null,
  latest integer not null,
  delete_marker integer not null,
  size integer not null,
  etag text not null,
  last_modified integer not null,
  file text,
  details text not null
);
create index versions_by_key on versions (bucket, key, sequence desc);
create unique index versions_live on versions (bucket, key) where latest = 1 and delete_marker = 0;
create table uploads (
  id text primary key,
  bucket integer not null references buckets (id),
  key blob not null,
  initiated integer not null,
  request text not null,
  completed_version text,
  completed_at integer
) without rowid;
create index uploads_by_key on uploads (bucket, key, initiated);
create table parts (
  upload text not null references uploads (id) on delete cascade,
  number integer not null,
  size integer not null,
  etag text not null,
  last_modified integer not null,
  file text not null,
  checksum text,
  primary key (upload, number)
) without rowid;
create table discarded (file text primary key) without rowid;
insert into counters values ('sequence', 0), ('epoch', 0), ('epoch_start', 0);
insert into schema_version values (${schemaVersion});
`;

/**
 * Opens the index, for this process alone: a second one would sweep away files that the first is writing. A commit
 * leaves the index whole whatever happens, but is on disk only after its log was brought there (`WriteAheadLog`),
 * which need not block the event loop as SQLite itself would.
 */
export function openIndex(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    database.exec(
      'pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on',
    );
    database.exec('begin immediate');
    prepareSchema(database, path);
    database.exec('commit');
    return database;
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === 5) {
      throw new Error(`${path} is in use by another process.`);
    }
    throw error;
  }
}

function prepareSchema(database: DatabaseSync, path: string): void {
  const known = database.prepare("select 1 from sqlite_schema where name = 'schema_version'").get();
  if (!known) {
    database.exec(schema);
    return;
  }
  const { version } = database.prepare('select version from schema_version').get() as { version: number };
  if (version !== schemaVersion) {
    throw new Error(`${path} has schema version ${version}; this program knows ${schemaVersion}.`);
  }
}
