/** Buckets that lie in another S3: AWS's own, or a server that speaks its protocol. */
export interface Elsewhere {
  /** Bucket name, `*` for any run of characters: `prod-*`. */
  buckets: string;
  /** URL of an S3-compatible server; AWS's own endpoint without it. */
  endpoint?: string;
  region: string;
  /** Without keys, the SDK's own chain finds credentials: environment, profile, instance role. */
  accessKeyId?: string;
  secretAccessKey?: string;
  sessionToken?: string;
  /** `https://host/bucket/key` instead of `https://bucket.host/key`; the default where an endpoint is given. */
  pathStyle: boolean;
}

/** True where the bucket is one that this place has. */
export function hasBucket({ buckets }: Elsewhere, bucket: string): boolean {
  const pattern = buckets
    .split('*')
    .map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(bucket);
}
