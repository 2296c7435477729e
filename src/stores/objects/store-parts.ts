import type { DataFiles } from '#stores/objects/files/data-files.ts';
import type { Hashers } from '#stores/objects/files/hashers.ts';
import type { BucketTable } from '#stores/objects/index/bucket-table.ts';
import type { Changes } from '#stores/objects/index/changes.ts';
import type { UploadTable } from '#stores/objects/index/upload-table.ts';
import type { VersionTable } from '#stores/objects/index/version-table.ts';
import type { ObjectEvent } from '#stores/objects/object-store.ts';

/** What the operations of the store work with. */
export interface StoreParts {
  buckets: BucketTable;
  versions: VersionTable;
  uploads: UploadTable;
  changes: Changes;
  files: DataFiles;
  hashers: Hashers;
  emit(event: ObjectEvent): void;
}
