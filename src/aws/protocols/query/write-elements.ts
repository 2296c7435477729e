import type { XmlValue } from '#aws/protocols/query/query-operation.ts';
import { escapeXml } from '#aws/protocols/xml-text.ts';

/** Elements as the query protocol writes them: `<Users><member>…</member></Users>`. */
export function writeElements(elements: { readonly [name: string]: XmlValue }): string {
  return Object.entries(elements)
    .map(([name, value]) => (value === undefined ? '' : `<${name}>${content(value)}</${name}>`))
    .join('');
}

function content(value: Exclude<XmlValue, undefined>): string {
  if (typeof value !== 'object') return escapeXml(String(value));
  if (!isList(value)) return writeElements(value);
  return value.map((item) => (item === undefined ? '' : `<member>${content(item)}</member>`)).join('');
}

function isList(value: object): value is readonly XmlValue[] {
  return Array.isArray(value);
}
