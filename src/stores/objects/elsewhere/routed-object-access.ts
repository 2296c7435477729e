import { type Elsewhere, hasBucket } from '#stores/objects/elsewhere/elsewhere.ts';
import { RemoteObjectAccess } from '#stores/objects/elsewhere/remote-object-access.ts';
import type { ListedObject, ObjectAccess, ObjectAccessFor } from '#stores/objects/object-access.ts';

/**
 * S3 in several places: a bucket is where the first matching entry says, and on this machine where none does. A bucket
 * that is elsewhere is reached with the credentials configured for it.
 */
export function routedObjectAccess(
  local: ObjectAccessFor,
  places: readonly Elsewhere[],
  newPath: () => string,
): ObjectAccessFor {
  if (places.length === 0) return local;
  const remotes = places.map((place) => ({ place, access: new RemoteObjectAccess(place, newPath) }));
  return (principal, region) => {
    const here = local(principal, region);
    const of = (bucket: string): ObjectAccess =>
      remotes.find(({ place }) => hasBucket(place, bucket))?.access ?? here;
    return {
      bucketRegion: (bucket) => of(bucket).bucketRegion(bucket),
      list: (bucket, prefix) => of(bucket).list(bucket, prefix),
      head: (bucket, key) => of(bucket).head(bucket, key),
      read: (bucket, key, maxBytes) => of(bucket).read(bucket, key, maxBytes),
      open: (object: ListedObject, signal) => of(object.bucket).open(object, signal),
      stagingPath: () => here.stagingPath(),
      store: (bucket, key, path, signal, encryption) =>
        of(bucket).store(bucket, key, path, signal, encryption),
      delete: (bucket, key) => of(bucket).delete(bucket, key),
      isElsewhere: (bucket) => of(bucket) !== here,
    };
  };
}
