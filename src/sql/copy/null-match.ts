import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import { quoteLiteral } from '#sql/quote.ts';

/**
 * DuckDB text of a BOOLEAN: is the field, as it stands in the file, the text of NULL? For readers that leave the
 * recognition to SQL; NULL where the field is NULL.
 */
export function nullMatch(field: string, { nullAs }: Pick<ConversionOptions, 'nullAs'>): string {
  return `${field} = ${nullAs === '\0' ? 'chr(0)' : quoteLiteral(nullAs)}`;
}
