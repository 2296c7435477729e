import type { MessageWriter } from '#postgres-wire/protocol/message-writer.ts';

/** The server's side of every authentication method that is spoken. */
export type AuthenticationRequest =
  | { kind: 'ok' }
  | { kind: 'cleartext' }
  | { kind: 'md5'; salt: Buffer }
  | { kind: 'sasl'; mechanisms: string[] }
  | { kind: 'sasl continue' | 'sasl final'; data: string }
  /** Redshift's own: SHA-256 of salted password and both nonces. */
  | { kind: 'digest'; salt: Buffer; nonce: Buffer };

export function writeAuthenticationRequest(writer: MessageWriter, request: AuthenticationRequest): void {
  writer.begin('R');
  switch (request.kind) {
    case 'ok':
      writer.int32(0);
      break;
    case 'cleartext':
      writer.int32(3);
      break;
    case 'md5':
      writer.int32(5).bytes(request.salt);
      break;
    case 'sasl':
      writer.int32(10);
      for (const mechanism of request.mechanisms) writer.text(mechanism);
      writer.byte(0);
      break;
    case 'sasl continue':
      writer.int32(11).bytes(Buffer.from(request.data));
      break;
    case 'sasl final':
      writer.int32(12).bytes(Buffer.from(request.data));
      break;
    case 'digest':
      // 0 names SHA-256, the only algorithm that drivers know.
      writer.int32(13).int32(0);
      writer.int32(request.salt.length).bytes(request.salt);
      writer.int32(request.nonce.length).bytes(request.nonce);
      break;
  }
  writer.end();
}
