import type { XmlElement } from '#aws/services/s3/xml/reader.ts';

/** Text, a repeated element, or an element with children; undefined ones are left out. */
export type XmlValue = string | number | boolean | undefined | XmlObject | XmlValue[];

export interface XmlObject {
  [name: string]: XmlValue;
}

export const s3Namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** `writeXml('Tagging', { TagSet: { Tag: [{ Key: 'a', Value: 'b' }] } })`: a document in S3's namespace. */
export function writeXml(root: string, value: XmlValue, namespace = s3Namespace): string {
  const opening = namespace === '' ? root : `${root} xmlns="${namespace}"`;
  return `${declaration}<${opening}>${content(value)}</${root}>`;
}

/** A document that was read, written anew: what an owner gave, without its comments, prefixes and attributes. */
export function rewriteXml(root: XmlElement): string {
  const write = (element: XmlElement): string => {
    const inner =
      element.children.length > 0 ? element.children.map(write).join('') : escapeXml(element.text);
    return `<${element.name}>${inner}</${element.name}>`;
  };
  const inner = root.children.map(write).join('');
  return `${declaration}<${root.name} xmlns="${s3Namespace}">${inner || escapeXml(root.text)}</${root.name}>`;
}

function content(value: XmlValue): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return escapeXml(String(value));
  if (Array.isArray(value)) return value.map(content).join('');
  let text = '';
  for (const [name, inner] of Object.entries(value)) {
    if (Array.isArray(inner)) for (const each of inner) text += `<${name}>${content(each)}</${name}>`;
    else if (inner !== undefined) text += `<${name}>${content(inner)}</${name}>`;
  }
  return text;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters become references, as S3 writes them, although XML 1.0 knows no way to have them. */
export function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be escaped.
  return text.replace(/[&<>"\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, (character) => {
    return escapes[character] ?? `&#x${character.charCodeAt(0).toString(16)};`;
  });
}
