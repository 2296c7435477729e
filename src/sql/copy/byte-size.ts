import type { LoadOption } from '#sql/ast.ts';

/** `512.0 MB`, `1 GB`; MB where no unit is written. In bytes. */
export function readByteSize({ value, extra }: LoadOption): number {
  return Math.round(Number(value) * 1024 ** (extra === 'GB' ? 3 : 2));
}
