import type { MessageWriter } from '#postgres-wire/protocol/message-writer.ts';

export function writeParameterStatus(writer: MessageWriter, name: string, value: string): void {
  writer.begin('S').text(name).text(value).end();
}

export function writeBackendKeyData(writer: MessageWriter, pid: number, secret: number): void {
  writer.begin('K').int32(pid).int32(secret).end();
}

const statusLetters = { idle: 'I', transaction: 'T', failed: 'E' } as const;

export function writeReadyForQuery(writer: MessageWriter, status: keyof typeof statusLetters): void {
  writer.begin('Z').byte(statusLetters[status].charCodeAt(0)).end();
}

/** Tells a client that asked for a newer minor version that 3.0 is spoken, and which options it named in vain. */
export function writeNegotiateProtocolVersion(writer: MessageWriter, unknownOptions: string[]): void {
  writer.begin('v').int32(0).int32(unknownOptions.length);
  for (const option of unknownOptions) writer.text(option);
  writer.end();
}
