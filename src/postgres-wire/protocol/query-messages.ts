import { fail } from '#base/errors.ts';
import type { Frame } from '#postgres-wire/protocol/frame-reader.ts';
import { PayloadReader } from '#postgres-wire/protocol/payload-reader.ts';

/** A bound parameter as it came: bytes in the format that its code names, or NULL. */
export interface BoundValue {
  bytes: Buffer | null;
  binary: boolean;
}

/** Messages of a client whose session is open. */
export type ClientMessage =
  | { kind: 'query'; text: string }
  | { kind: 'parse'; name: string; text: string; parameterOids: number[] }
  | { kind: 'bind'; portal: string; statement: string; values: BoundValue[]; resultFormats: number[] }
  | { kind: 'describe' | 'close'; target: 'statement' | 'portal'; name: string }
  | { kind: 'execute'; portal: string; rowLimit: number }
  | { kind: 'sync' | 'flush' | 'terminate' | 'function call' }
  | { kind: 'copy'; step: 'data' | 'done' | 'fail' };

/** The longest statement that Redshift takes, bytes. */
export const statementBytesMax = 16_777_216;
/** Room for one value of the longest type (SUPER, 16 MB) and some more. */
const bindBytesMax = 67_108_864;
const smallBytesMax = 65_536;

/** Limits of payloads by message type, for the frame reader. */
export function payloadLimit(type: number): number {
  switch (String.fromCharCode(type)) {
    case 'Q':
      return statementBytesMax + 1;
    case 'P':
      // Names, parameter types and the statement.
      return statementBytesMax + 4 * 65_536 + 256;
    case 'B':
      return bindBytesMax;
    case 'd':
      return 1_048_576;
    default:
      return smallBytesMax;
  }
}

/** Decodes one message. Bad content is 08P01 or 22021; an unknown type is FATAL. */
export function decodeClientMessage(frame: Frame): ClientMessage {
  if (frame.dropped !== undefined) throw tooLarge(frame.type, frame.dropped);
  const reader = new PayloadReader(frame.payload);
  const message = decode(String.fromCharCode(frame.type), frame.type, reader);
  reader.end();
  return message;
}

function decode(letter: string, type: number, reader: PayloadReader): ClientMessage {
  switch (letter) {
    case 'Q':
      return { kind: 'query', text: checkedStatement(reader.text()) };
    case 'P':
      return decodeParse(reader);
    case 'B':
      return decodeBind(reader);
    case 'D':
      return { kind: 'describe', target: decodeTarget(reader), name: reader.text() };
    case 'C':
      return { kind: 'close', target: decodeTarget(reader), name: reader.text() };
    case 'E':
      return { kind: 'execute', portal: reader.text(), rowLimit: reader.int32() };
    case 'S':
      return { kind: 'sync' };
    case 'H':
      return { kind: 'flush' };
    case 'X':
      return { kind: 'terminate' };
    case 'F':
      reader.rest();
      return { kind: 'function call' };
    case 'd':
      reader.rest();
      return { kind: 'copy', step: 'data' };
    case 'c':
      return { kind: 'copy', step: 'done' };
    case 'f':
      reader.text();
      return { kind: 'copy', step: 'fail' };
    default:
      throw fail('protocol_violation', `invalid frontend message type ${type}`, { severity: 'FATAL' });
  }
}

function decodeParse(reader: PayloadReader): ClientMessage {
  const name = reader.text();
  const text = checkedStatement(reader.text());
  const parameterOids = Array.from({ length: reader.uint16() }, () => reader.uint32());
  return { kind: 'parse', name, text, parameterOids };
}

function decodeBind(reader: PayloadReader): ClientMessage {
  const portal = reader.text();
  const statement = reader.text();
  const formats = readFormats(reader);
  const count = reader.uint16();
  if (formats.length > 1 && formats.length !== count) {
    throw fail(
      'protocol_violation',
      `bind message has ${formats.length} parameter formats but ${count} parameters`,
    );
  }
  const values = Array.from({ length: count }, (_, index): BoundValue => {
    const length = reader.int32();
    const binary = formatOf(formats, index) === 1;
    return { bytes: length === -1 ? null : reader.slice(length), binary };
  });
  return { kind: 'bind', portal, statement, values, resultFormats: readFormats(reader) };
}

function readFormats(reader: PayloadReader): number[] {
  return Array.from({ length: reader.uint16() }, () => {
    const format = reader.int16();
    if (format !== 0 && format !== 1)
      throw fail('invalid_parameter_value', `unsupported format code: ${format}`);
    return format;
  });
}

/** No codes: all text; one code: it holds for every column; otherwise one each. */
export function formatOf(formats: number[], index: number): number {
  return formats.length === 1 ? formats[0]! : (formats[index] ?? 0);
}

function decodeTarget(reader: PayloadReader): 'statement' | 'portal' {
  const letter = String.fromCharCode(reader.byte());
  if (letter === 'S') return 'statement';
  if (letter === 'P') return 'portal';
  throw fail('protocol_violation', `invalid subtype ${letter.charCodeAt(0)} of DESCRIBE or CLOSE message`);
}

function checkedStatement(text: string): string {
  // A character is one byte at least: short texts need no count.
  if (text.length * 3 > statementBytesMax && Buffer.byteLength(text) > statementBytesMax) {
    throw statementTooLarge(Buffer.byteLength(text));
  }
  return text;
}

function statementTooLarge(bytes: number): Error {
  return fail(
    'program_limit_exceeded',
    `Statement is too large. Statement Size: ${bytes} bytes. Maximum Allowed: ${statementBytesMax} bytes`,
  );
}

function tooLarge(type: number, bytes: number): Error {
  const letter = String.fromCharCode(type);
  if (letter === 'Q' || letter === 'P') return statementTooLarge(bytes - 1);
  return fail(
    'program_limit_exceeded',
    `message of ${bytes} bytes is too long: at most ${payloadLimit(type)}`,
  );
}
