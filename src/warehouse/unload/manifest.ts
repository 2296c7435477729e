import type { OutputColumn } from '#sql/plan.ts';
import { type SqlType, typeFacts } from '#sql/types.ts';

/** An object as the manifest lists it. `records` counts the line of column names too. */
export interface ManifestEntry {
  url: string;
  bytes: number;
  records: bigint;
}

/** The manifest's text: what COPY … MANIFEST reads, with VERBOSE also the columns and totals. */
export function manifestText(
  entries: readonly ManifestEntry[],
  verbose: boolean,
  columns: readonly OutputColumn[],
): string {
  if (!verbose) {
    const plain = entries.map(({ url, bytes }) => ({ url, meta: { content_length: bytes } }));
    return `${JSON.stringify({ entries: plain }, null, 2)}\n`;
  }
  const sum = (count: (entry: ManifestEntry) => number) =>
    entries.reduce((total, entry) => total + count(entry), 0);
  const document = {
    entries: entries.map(({ url, bytes, records }) => ({
      url,
      meta: { content_length: bytes, record_count: Number(records) },
    })),
    schema: { elements: columns.map(({ name, type }) => ({ name, type: manifestType(type) })) },
    meta: {
      content_length: sum(({ bytes }) => bytes),
      record_count: sum(({ records }) => Number(records)),
    },
    author: { name: 'Amazon Redshift', version: '1.0.0' },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A string literal has no type of its own. */
const textual = new Set(['array', 'unknown', 'text']);

function manifestType(type: SqlType): Record<string, string | number> {
  const base = typeFacts[textual.has(type.name) ? 'varchar' : (type.name as 'varchar')].spelling;
  if (type.name === 'char' || type.name === 'varchar') return { base, max_length: type.length };
  if (type.name === 'numeric') return { base, precision: type.precision, scale: type.scale };
  return { base };
}
