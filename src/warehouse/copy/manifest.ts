import { fail, type RedshiftError } from '#base/errors.ts';

/** One file that a manifest names. */
export interface ManifestEntry {
  url: string;
  bucket: string;
  key: string;
  mandatory: boolean;
  /** Bytes of the file as `meta` states them; columnar formats need it. */
  contentLength?: number;
}

/** The largest manifest that is read. */
export const manifestBytesMax = 64 * 1024 * 1024;

/**
 * The entries of a manifest in their order, a file that is listed twice twice. What COPY does not use is passed over
 * (Amazon Redshift, "Using a manifest to specify data files"). Throws XX000 for what is no manifest.
 */
export function readManifest(text: string, url: string): ManifestEntry[] {
  const entries = (parse(text, url) as { entries?: unknown }).entries;
  if (!Array.isArray(entries)) throw malformed(url, 'It has no "entries" array.');
  return entries.map((entry, index) => readEntry(entry, index, url));
}

function parse(text: string, url: string): object {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    throw malformed(url, `It is not JSON: ${error instanceof Error ? error.message : error}.`);
  }
  throw malformed(url, 'It is not a JSON object.');
}

function readEntry(entry: unknown, index: number, manifest: string): ManifestEntry {
  const { url, mandatory, meta } = (entry ?? {}) as Record<string, unknown>;
  if (typeof url !== 'string') throw malformed(manifest, `Entry ${index + 1} has no "url".`);
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(url) ?? [];
  if (bucket === undefined || key === undefined) {
    throw malformed(manifest, `Entry ${index + 1}: "${url}" is not s3://bucket/key.`);
  }
  if (mandatory !== undefined && typeof mandatory !== 'boolean') {
    throw malformed(manifest, `Entry ${index + 1}: "mandatory" is neither true nor false.`);
  }
  const length = (meta as { content_length?: unknown } | undefined)?.content_length;
  return {
    url,
    bucket,
    key,
    mandatory: mandatory ?? false,
    ...(typeof length === 'number' ? { contentLength: length } : {}),
  };
}

function malformed(url: string, detail: string): RedshiftError {
  return fail('internal_error', `Problem reading manifest file - ${url} is not a valid manifest`, {
    detail,
    hint: 'A manifest is {"entries": [{"url": "s3://bucket/key", "mandatory": true}, …]}.',
  });
}
