import { fail } from '#base/errors.ts';
import { PayloadReader } from '#postgres-wire/protocol/payload-reader.ts';

/** What a client may send before anything else. */
export type StartupPacket =
  | { kind: 'tls request' }
  | { kind: 'gss encryption request' }
  | { kind: 'cancel'; pid: number; secret: number }
  | { kind: 'startup'; minorVersion: number; parameters: Map<string, string> };

const tlsRequestCode = 80877103;
const gssEncryptionRequestCode = 80877104;
const cancelRequestCode = 80877102;

/** Decodes a start-up packet (payload after its length). An unknown protocol version is 0A000, FATAL. */
export function decodeStartupPacket(payload: Buffer): StartupPacket {
  const reader = new PayloadReader(payload);
  const code = reader.int32();
  if (code === tlsRequestCode) return { kind: 'tls request' };
  if (code === gssEncryptionRequestCode) return { kind: 'gss encryption request' };
  if (code === cancelRequestCode) return { kind: 'cancel', pid: reader.int32(), secret: reader.int32() };
  const major = code >>> 16;
  const minor = code & 0xffff;
  if (major !== 3) {
    throw fail(
      'feature_not_supported',
      `unsupported frontend protocol ${major}.${minor}: server supports 3.0 to 3.0`,
      { severity: 'FATAL' },
    );
  }
  return { kind: 'startup', minorVersion: minor, parameters: decodeParameters(reader) };
}

function decodeParameters(reader: PayloadReader): Map<string, string> {
  const parameters = new Map<string, string>();
  for (;;) {
    const name = reader.text();
    if (name === '') break;
    parameters.set(name, reader.text());
  }
  return parameters;
}
