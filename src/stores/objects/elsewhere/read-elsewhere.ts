import type { Elsewhere } from '#stores/objects/elsewhere/elsewhere.ts';

const texts = ['buckets', 'endpoint', 'region', 'accessKeyId', 'secretAccessKey', 'sessionToken'] as const;

/**
 * Reads a file such as `[{"buckets": "prod-*", "endpoint": "https://…", "accessKeyId": "…", "secretAccessKey": "…"}]`.
 * The first entry that has a bucket counts. Throws an Error that names the entry and what is wrong with it.
 */
export function readElsewhere(text: string): Elsewhere[] {
  const entries: unknown = parse(text);
  if (!Array.isArray(entries)) throw new Error('it must hold a JSON array of places');
  return entries.map((entry, index) => {
    try {
      return readEntry(entry);
    } catch (error) {
      throw new Error(`entry ${index + 1}: ${(error as Error).message}`);
    }
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`it is not JSON: ${(error as Error).message}`);
  }
}

function readEntry(entry: unknown): Elsewhere {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) throw new Error('not an object');
  const fields = entry as Record<string, unknown>;
  for (const name of Object.keys(fields)) {
    if (name !== 'pathStyle' && !(texts as readonly string[]).includes(name))
      throw new Error(`"${name}" is unknown; it may have ${[...texts, 'pathStyle'].join(', ')}`);
  }
  const read = Object.fromEntries(texts.flatMap((name) => readText(fields, name)));
  if (read.buckets === undefined) throw new Error('"buckets" is missing, such as "prod-*"');
  if (read.endpoint !== undefined) checkEndpoint(read.endpoint);
  if ((read.accessKeyId === undefined) !== (read.secretAccessKey === undefined))
    throw new Error('"accessKeyId" and "secretAccessKey" go together');
  const { pathStyle = read.endpoint !== undefined } = fields;
  if (typeof pathStyle !== 'boolean') throw new Error('"pathStyle" must be true or false');
  return { ...read, buckets: read.buckets, region: read.region ?? 'us-east-1', pathStyle };
}

function readText(fields: Record<string, unknown>, name: string): [string, string][] {
  const value = fields[name];
  if (value === undefined) return [];
  if (typeof value !== 'string' || value === '') throw new Error(`"${name}" must be a text`);
  return [[name, value]];
}

function checkEndpoint(endpoint: string): void {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new Error(`"endpoint" must be an http or https URL, not ${endpoint}`);
}
