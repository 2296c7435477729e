import { AvroCursor, AvroError } from '#warehouse/copy/decode/avro/avro-cursor.ts';
import type { AvroNode } from '#warehouse/copy/decode/avro/avro-schema.ts';
import {
  decimalText,
  floatText,
  readDouble,
  readFloat,
  timeText,
} from '#warehouse/copy/decode/avro/avro-text.ts';
import { type FieldTree, firstColumn } from '#warehouse/copy/decode/json/field-tree.ts';
import { NOT_INDEXED, NOT_OBJECT } from '#warehouse/copy/decode/json/json-reader.ts';

/** Values of one record: a crafted one has any number of them in no bytes. */
const VALUES_MAX = 4 << 20;
const DEPTH_MAX = 1000;

/** A value's text. What needs quotes in JSON text is told apart from what does not. */
interface AvroText {
  text: string;
  quoted: boolean;
}

export interface AvroReaderOptions {
  fields: FieldTree;
  /** For each column, whether it takes JSON text (SUPER). */
  supers: boolean[];
  /** Timestamps stay the numbers that they are: TIMEFORMAT is an epoch. */
  epochTimes: boolean;
}

/** Reads records of a schema and notes the texts of the wanted fields. */
export class AvroReader {
  /** The columns of the last record. Strings are the bytes of the file, which may be no UTF-8. */
  readonly texts: (string | Buffer | null)[];
  /** The paths did not fit the last record. */
  mismatch: { column: number; reason: string } | undefined;
  readonly #options: AvroReaderOptions;
  #cursor = new AvroCursor(Buffer.alloc(0));
  #values = 0;
  #depth = 0;

  constructor(options: AvroReaderOptions) {
    this.#options = options;
    this.texts = new Array(options.supers.length).fill(null);
  }

  /** Reads the record at the cursor. Throws AvroError. */
  read(cursor: AvroCursor, schema: AvroNode): void {
    this.#begin(cursor);
    this.texts.fill(null);
    this.mismatch = undefined;
    this.#take(schema, this.#options.fields);
  }

  /** The JSON text of the record at the cursor. */
  json(cursor: AvroCursor, schema: AvroNode): string {
    this.#begin(cursor);
    return this.#json(schema);
  }

  #begin(cursor: AvroCursor): void {
    this.#cursor = cursor;
    this.#values = 0;
    this.#depth = 0;
  }

  /** A value of which something is wanted. */
  #take(node: AvroNode, fields: FieldTree): void {
    if (fields.isLeaf) this.#note(node, fields);
    else if (node.kind === 'union') this.#take(this.#branch(node.branches), fields);
    else {
      const start = this.#cursor.at;
      if (fields.columns.length > 0) this.#note(node, fields);
      this.#cursor.at = start;
      this.#inside(node, fields);
    }
  }

  #inside(node: AvroNode, fields: FieldTree): void {
    if (node.kind === 'null') return;
    const isObject = node.kind === 'record' || node.kind === 'map';
    if (fields.members.size > 0 && !isObject) this.#mismatch(fields, NOT_OBJECT);
    if (fields.elements.size > 0 && node.kind !== 'array') this.#mismatch(fields, NOT_INDEXED);
    if (node.kind === 'record')
      for (const { name, type } of node.fields) this.#takeOrSkip(type, fields.member(name));
    else if (node.kind === 'map')
      this.#eachItem(() => this.#takeOrSkip(node.items, fields.member(this.#string())));
    else if (node.kind === 'array') {
      let count = 0;
      this.#eachItem(() => this.#takeOrSkip(node.items, fields.elements.get(count++)));
      for (const [index, element] of fields.elements)
        if (index >= count) this.#mismatch(element, NOT_INDEXED);
    } else this.#skip(node);
  }

  #takeOrSkip(node: AvroNode, fields: FieldTree | undefined): void {
    if (fields) this.#deeper(() => this.#take(node, fields));
    else this.#skip(node);
  }

  #note(node: AvroNode, fields: FieldTree): void {
    const start = this.#cursor.at;
    for (const column of fields.columns) {
      this.#cursor.at = start;
      this.texts[column] = this.#options.supers[column] ? this.#superText(node) : this.#text(node);
    }
    if (fields.columns.length === 0) this.#skip(node);
  }

  #superText(node: AvroNode): string | null {
    const text = this.#json(node);
    return text === 'null' ? null : text;
  }

  /** The text for a column of another type: strings as they are, JSON text for what has an inside. */
  #text(node: AvroNode): string | Buffer | null {
    switch (node.kind) {
      case 'null':
        return null;
      case 'union':
        return this.#text(this.#branch(node.branches));
      case 'array':
      case 'map':
      case 'record':
        return this.#json(node);
      case 'string':
        return this.#stringBytes();
      default:
        return this.#plain(node).text;
    }
  }

  #json(node: AvroNode): string {
    switch (node.kind) {
      case 'null':
        return 'null';
      case 'union':
        return this.#json(this.#branch(node.branches));
      case 'array':
        return `[${this.#items(() => this.#json(node.items))}]`;
      case 'map':
        return `{${this.#items(() => `${JSON.stringify(this.#string())}:${this.#json(node.items)}`)}}`;
      case 'record':
        return this.#deeper(
          () =>
            `{${node.fields.map(({ name, type }) => `${JSON.stringify(name)}:${this.#json(type)}`).join(',')}}`,
        );
      default: {
        const { text, quoted } = this.#plain(node);
        return quoted ? JSON.stringify(text) : text;
      }
    }
  }

  #plain(node: Exclude<AvroNode, { kind: 'null' | 'union' | 'array' | 'map' | 'record' }>): AvroText {
    const cursor = this.#cursor;
    switch (node.kind) {
      case 'boolean':
        return { text: cursor.byte() === 0 ? 'false' : 'true', quoted: false };
      case 'int':
      case 'long': {
        const value = cursor.long();
        const isTimestamp = node.logical?.kind.includes('timestamp-') === true;
        const time =
          node.logical && !(isTimestamp && this.#options.epochTimes) && timeText(value, node.logical);
        return { text: time || String(value), quoted: Boolean(time) };
      }
      case 'float':
        return number(floatText(readFloat(cursor)));
      case 'double':
        return number(String(readDouble(cursor)));
      case 'string':
        return { text: this.#string(), quoted: true };
      case 'enum': {
        const symbol = node.symbols[cursor.count()];
        if (symbol === undefined) throw new AvroError('an enum has no such symbol');
        return { text: symbol, quoted: true };
      }
      case 'bytes':
      case 'fixed': {
        const size = node.kind === 'fixed' ? node.size : cursor.count();
        const bytes = cursor.data.subarray(cursor.skip(size), cursor.at);
        if (node.logical) return { text: decimalText(bytes, node.logical.scale), quoted: false };
        // Avro's own JSON encoding has a character for each byte.
        return { text: bytes.toString('latin1'), quoted: true };
      }
    }
  }

  #skip(node: AvroNode): void {
    switch (node.kind) {
      case 'null':
        return;
      case 'union':
        this.#deeper(() => this.#skip(this.#branch(node.branches)));
        return;
      case 'array':
        this.#eachItem(() => this.#skip(node.items));
        return;
      case 'map':
        this.#eachItem(() => {
          this.#cursor.skip(this.#cursor.count());
          this.#skip(node.items);
        });
        return;
      case 'record':
        this.#deeper(() => {
          for (const { type } of node.fields) this.#skip(type);
        });
        return;
      case 'string':
      case 'bytes':
        this.#cursor.skip(this.#cursor.count());
        return;
      default:
        this.#plain(node);
    }
  }

  #string(): string {
    return this.#stringBytes().toString();
  }

  #stringBytes(): Buffer {
    const start = this.#cursor.skip(this.#cursor.count());
    return this.#cursor.data.subarray(start, this.#cursor.at);
  }

  #branch(branches: AvroNode[]): AvroNode {
    const branch = branches[this.#cursor.count()];
    if (!branch) throw new AvroError('a union has no such branch');
    return branch;
  }

  #items(read: () => string): string {
    const items: string[] = [];
    this.#eachItem(() => items.push(read()));
    return items.join(',');
  }

  /** Items come in blocks; a negative count is followed by the block's size in bytes. */
  #eachItem(read: () => void): void {
    this.#deeper(() => {
      for (let count = this.#cursor.count(); count !== 0; count = this.#cursor.count()) {
        if (count < 0) this.#cursor.count();
        for (let left = Math.abs(count); left > 0; left--) {
          if (++this.#values > VALUES_MAX) throw new AvroError('a record has too many values');
          read();
        }
      }
    });
  }

  #deeper<T>(work: () => T): T {
    if (++this.#depth > DEPTH_MAX) throw new AvroError('a record is nested too deeply');
    const result = work();
    this.#depth--;
    return result;
  }

  #mismatch(fields: FieldTree, reason: string): void {
    this.mismatch ??= { column: firstColumn(fields), reason };
  }
}

/** JSON has no text for what is no number. */
function number(text: string): AvroText {
  return { text, quoted: text.endsWith('N') || text.endsWith('y') };
}
