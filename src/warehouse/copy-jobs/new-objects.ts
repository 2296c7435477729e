import type { ListedObject, ObjectAccess } from '#stores/objects/object-access.ts';
import type { CopyJobRow } from '#warehouse/catalog-interface.ts';
import { isFile } from '#warehouse/copy/list-sources.ts';

/**
 * Is the object one that the job loads: a file that was stored after the job was made? Times of this machine are milliseconds,
 * and an object of the job's own millisecond is new. S3 elsewhere tells whole seconds: there an object of the job's
 * own second is new.
 */
export function isNewObject(
  job: CopyJobRow,
  object: Pick<ListedObject, 'key' | 'size' | 'lastModified'>,
  elsewhere: boolean,
): boolean {
  const created = Number(job.created / 1000n);
  const since = elsewhere ? created - (created % 1000) : created;
  return isFile(object) && object.lastModified >= since;
}

export function isElsewhere(access: ObjectAccess, { bucket }: CopyJobRow): boolean {
  return access.isElsewhere?.(bucket) ?? false;
}
