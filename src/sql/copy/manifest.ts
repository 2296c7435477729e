import { fail } from '#base/errors.ts';
import { parseS3Url } from '#sql/copy/s3-url.ts';

/** A file that a manifest names. */
export interface ManifestEntry {
  url: string;
  bucket: string;
  key: string;
  /** A mandatory file that is missing ends the load. */
  mandatory: boolean;
  /** Bytes of the object; undefined where the manifest does not say. */
  contentLength?: number;
}

/**
 * The files of a COPY manifest in their order, a file that is named twice twice; what COPY does not know is passed
 * over. Throws XX000 for text that is no manifest.
 */
export function readManifest(text: string): ManifestEntry[] {
  const document = parseDocument(text);
  const entries = isObject(document) ? document.entries : undefined;
  if (!Array.isArray(entries)) throw malformed('it has no array "entries"');
  return entries.map(readEntry);
}

function parseDocument(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw malformed('it is not valid JSON');
  }
}

function readEntry(entry: unknown, index: number): ManifestEntry {
  const place = `entry ${index + 1}`;
  if (!isObject(entry) || typeof entry.url !== 'string') throw malformed(`${place} has no "url"`);
  const { url, mandatory, meta } = entry;
  const address = parseS3Url(url as string);
  if (address === undefined || address.key === '') {
    throw malformed(`${place} names "${url}", which is not s3://bucket/key`);
  }
  if (mandatory !== undefined && typeof mandatory !== 'boolean') {
    throw malformed(`"mandatory" of ${place} is neither true nor false`);
  }
  const found = { url: url as string, ...address, mandatory: mandatory ?? false };
  const contentLength = isObject(meta) ? readLength(meta.content_length, place) : undefined;
  return contentLength === undefined ? found : { ...found, contentLength };
}

/** A number, or the digits of one in a string as some writers have it. */
function readLength(value: unknown, place: string): number | undefined {
  if (value === undefined) return undefined;
  const length = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof length === 'number' && Number.isSafeInteger(length) && length >= 0) return length;
  throw malformed(`"content_length" of ${place} is not a number of bytes`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(detail: string): Error {
  return fail('internal_error', `Problem reading manifest file - ${detail}`);
}
