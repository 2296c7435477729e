/**
 * A text as a header can carry it. Forms and presigned URLs bring texts that headers cannot: those are written as
 * RFC 2047 says, which is what S3 does.
 */
export function headerText(text: string): string;
export function headerText(text: string | undefined): string | undefined;
export function headerText(text: string | undefined): string | undefined {
  if (text === undefined || /^[\t\x20-\x7e\x80-\xff]*$/.test(text)) return text;
  return `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
}
