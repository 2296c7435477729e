/** NULL AS, as bytes to compare with. */
export interface NullText {
  bytes: Uint8Array;
  /** `NULL AS '\0'`: a field of one zero byte is NULL, and a longer one that holds a zero byte is an error. */
  zeroByte: boolean;
}

export function nullText(nullAs: string): NullText {
  const zeroByte = nullAs === '\0' || nullAs === '\\0' || nullAs === '\\000';
  return { bytes: zeroByte ? new Uint8Array(1) : Buffer.from(nullAs), zeroByte };
}

/** Whether the range is the null text and nothing else. */
export function isNull(text: NullText, data: Uint8Array, start: number, end: number): boolean {
  const bytes = text.bytes;
  if (end - start !== bytes.length) return false;
  for (let at = 0; at < bytes.length; at++) if (data[start + at] !== bytes[at]) return false;
  return true;
}

/** Whether the range breaks `NULL AS '\0'`'s rule (code 1218). */
export function hasStrayZero(text: NullText, data: Uint8Array, start: number, end: number): boolean {
  if (!text.zeroByte || end - start < 2) return false;
  const at = data.indexOf(0, start);
  return at >= 0 && at < end;
}
