/** `s3://bucket/key`; the key may be empty. Undefined for what is no such URL. */
export function parseS3Url(url: string): { bucket: string; key: string } | undefined {
  const match = /^s3:\/\/([^/]+)(?:\/([\s\S]*))?$/.exec(url);
  return match === null ? undefined : { bucket: match[1]!, key: match[2] ?? '' };
}
