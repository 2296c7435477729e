import { isIP } from 'node:net';
import { routes } from '#aws/endpoint/routes.ts';

/** What a Host header says: `iam.localhost`, `bucket.s3.localhost`, `bucket.localhost`. */
export interface HostAddress {
  service?: string;
  /** A bucket in virtual-hosted style. */
  bucket?: string;
}

/**
 * Reads a Host header. An address, a single name or a name of another shape says nothing: S3's buckets are then in
 * the path.
 */
export function readHost(header: string | undefined): HostAddress {
  const host = (header ?? '').replace(/:\d+$/, '').toLowerCase().replace(/\.$/, '');
  if (host === '' || isIP(host) !== 0 || host.startsWith('[')) return {};
  const s3 = /^(?:(.+)\.)?s3(?:[.-][a-z0-9-]+)*$/.exec(host);
  if (s3?.[1] !== undefined) return { service: 's3', bucket: s3[1] };
  const [first = ''] = host.split('.');
  if (s3 !== null && first.startsWith('s3')) return host === 's3' ? {} : { service: 's3' };
  if (routes.some(({ service }) => service === first)) return { service: first };
  const bucket = /^(.+)\.localhost$/.exec(host)?.[1];
  return bucket === undefined ? {} : { service: 's3', bucket };
}
