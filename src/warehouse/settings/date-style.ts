import { invalidValue } from '#warehouse/settings/setting-definition.ts';

const formats: Record<string, string> = { iso: 'ISO' };
const orders: Record<string, string> = {
  mdy: 'MDY',
  us: 'MDY',
  noneuro: 'MDY',
  noneuropean: 'MDY',
  dmy: 'DMY',
  euro: 'DMY',
  european: 'DMY',
  ymd: 'YMD',
};
const otherFormats = ['sql', 'postgres', 'german'];

/** `ISO, MDY`, or either of the two. Output stays ISO: other formats are refused, as clients only read that. */
export function readDateStyle(items: string[], name: string): string {
  let order = 'MDY';
  for (const word of items.flatMap((item) => item.split(',')).map((item) => item.trim().toLowerCase())) {
    if (word === 'default' || word in formats) continue;
    if (otherFormats.includes(word) || !(word in orders)) throw invalidValue(name, word);
    order = orders[word]!;
  }
  return `ISO, ${order}`;
}
