import type { Unload } from '#sql/ast.ts';
import type { UnloadOptions } from '#sql/copy/unload-options.ts';

export function readUnloadOptions(u: Unload): UnloadOptions {
  const has = (n: string) => u.options.some((o) => o.name === n);
  const val = (n: string) => u.options.find((o) => o.name === n)?.value;
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(u.to) ?? [];
  const nullAs = String(val('NULL') ?? '');
  const m = u.options.find((o) => o.name === 'MAXFILESIZE');
  const p = u.options.find((o) => o.name === 'PARTITION BY');
  return {
    bucket,
    prefix,
    authorization: { kind: 'default role' },
    format: has('CSV')
      ? { kind: 'csv', delimiter: String(val('DELIMITER') ?? ','), nullAs }
      : has('JSON')
        ? { kind: 'json' }
        : has('PARQUET')
          ? { kind: 'parquet' }
          : has('FIXEDWIDTH')
            ? {
                kind: 'fixedwidth',
                nullAs,
                fields: String(val('FIXEDWIDTH'))
                  .split(',')
                  .map((x) => ({ label: x.split(':')[0]!, width: Number(x.split(':')[1]) })),
              }
            : {
                kind: 'text',
                delimiter: String(val('DELIMITER') ?? '|'),
                addQuotes: has('ADDQUOTES'),
                escape: has('ESCAPE'),
                nullAs,
              },
    compression: has('GZIP') ? 'gzip' : has('BZIP2') ? 'bzip2' : has('ZSTD') ? 'zstd' : 'none',
    ...(has('EXTENSION') ? { extension: String(val('EXTENSION')) } : {}),
    ...(has('MANIFEST') ? { manifest: { verbose: val('MANIFEST') === 'VERBOSE' } } : {}),
    header: has('HEADER'),
    parallel: !['OFF', 'FALSE'].includes(String(val('PARALLEL'))),
    allowOverwrite: has('ALLOWOVERWRITE'),
    cleanPath: has('CLEANPATH'),
    fileSizeMax: m ? Number(m.value) * 1024 * 1024 * (m.extra === 'GB' ? 1024 : 1) : 6.2 * 1024 ** 3,
    ...(p ? { partition: { columns: p.extra as string[], include: p.value === 'INCLUDE' } } : {}),
  };
}
