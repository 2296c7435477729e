/** pg_attribute.attencodingtype by the name that format_encoding() gives. The numbers are Slipher's own. */
export const encodingNumbers: Record<string, number> = {
  none: 0,
  bytedict: 1,
  delta: 2,
  delta32k: 3,
  lzo: 4,
  mostly8: 5,
  mostly16: 6,
  mostly32: 7,
  runlength: 8,
  text255: 9,
  text32k: 10,
  zstd: 11,
  az64: 12,
};
