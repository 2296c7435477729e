// A reader of the XML that S3's clients send: elements, text, character references, CDATA. fast-xml-parser takes a
// second for 2 MB on the main thread, lets unknown entities through and drops references that it cannot decode; a
// document here is read in milliseconds or refused. Document types are refused, and with them entity expansion.
import { S3Error } from '#aws/services/s3/errors.ts';

/** An element without its attributes; names are local, without a prefix. */
export interface XmlElement {
  name: string;
  children: XmlElement[];
  /** Its own text; empty where it has child elements only. */
  text: string;
}

const depthMax = 32;
const name = /[A-Za-z_][\w.:-]*/y;
const attributes = /(?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*/y;
const skipped = /(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/y;

/** Reads a document with this root. MalformedXML for anything that is not well formed or has another root. */
export function readXml(text: string, root: string): XmlElement {
  const document = new Reader(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text).document();
  if (document.name !== root) throw malformedXml();
  return document;
}

export function malformedXml(): S3Error {
  return new S3Error('MalformedXML');
}

/** The only child of that name, undefined when there is none; two are MalformedXML. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  const found = children(element, name);
  if (found.length > 1) throw malformedXml();
  return found[0];
}

export function children(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((each) => each.name === name);
}

/** Text of the only child of that name. */
export function childText(element: XmlElement, name: string): string | undefined {
  return child(element, name)?.text;
}

/** Text of a child that must be there. */
export function requiredText(element: XmlElement, name: string): string {
  const text = childText(element, name);
  if (text === undefined) throw malformedXml();
  return text;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): XmlElement {
    this.#match(skipped);
    const root = this.#element(0);
    this.#match(skipped);
    if (this.#at !== this.#text.length) throw malformedXml();
    return root;
  }

  #element(depth: number): XmlElement {
    if (depth > depthMax) throw malformedXml();
    this.#expect('<');
    const tag = this.#name();
    this.#match(attributes);
    const element: XmlElement = { name: localName(tag), children: [], text: '' };
    if (this.#take('/>')) return element;
    this.#expect('>');
    this.#content(element, depth);
    if (this.#name() !== tag) throw malformedXml();
    this.#match(/\s*/y);
    this.#expect('>');
    return element;
  }

  /** Reads up to and including `</`. */
  #content(element: XmlElement, depth: number): void {
    for (;;) {
      const next = this.#text.indexOf('<', this.#at);
      if (next < 0) throw malformedXml();
      element.text += decodeText(this.#text.slice(this.#at, next));
      this.#at = next;
      if (this.#take('</')) break;
      if (this.#take('<![CDATA[')) element.text += this.#until(']]>');
      else if (this.#take('<!--')) this.#until('-->');
      else if (this.#take('<?')) this.#until('?>');
      else element.children.push(this.#element(depth + 1));
    }
    if (element.children.length === 0) return;
    if (element.text.trim() !== '') throw malformedXml();
    element.text = '';
  }

  #name(): string {
    const found = this.#match(name);
    if (found === undefined) throw malformedXml();
    return found;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #until(end: string): string {
    const at = this.#text.indexOf(end, this.#at);
    if (at < 0) throw malformedXml();
    const found = this.#text.slice(this.#at, at);
    this.#at = at + end.length;
    return found;
  }

  #take(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw malformedXml();
  }
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeText(text: string): string {
  // A parser of XML 1.0 reads every end of line as one line feed.
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  if (!lines.includes('&')) return lines;
  return lines.replace(
    /&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));|&/g,
    (_, entity?: string, decimal?: string, hex?: string) => {
      if (entity !== undefined) return named[entity] ?? '';
      const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : 0;
      // S3 itself lists keys with control characters as references, so clients may send those back.
      const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      if (!valid) throw malformedXml();
      return String.fromCodePoint(code);
    },
  );
}

function localName(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1);
}
