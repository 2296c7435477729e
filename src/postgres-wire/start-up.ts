import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { fail } from '#base/errors.ts';
import type { Channel } from '#postgres-wire/channel.ts';
import { writeNegotiateProtocolVersion } from '#postgres-wire/protocol/session-messages.ts';
import { decodeStartupPacket } from '#postgres-wire/protocol/startup-messages.ts';
import { readStartupParameters, type StartupRequest } from '#postgres-wire/startup-parameters.ts';

/** How a connection begins: as a session, as a request to cancel another's statement, or not at all. */
export type Beginning =
  | { kind: 'session'; request: StartupRequest }
  | { kind: 'cancel'; pid: number; secret: number }
  | { kind: 'gone' };

/** Negotiates encryption and reads the start-up packet. */
export async function readBeginning(
  channel: Channel,
  secureContext: SecureContext | undefined,
  requireTls: boolean,
): Promise<Beginning> {
  let secure = false;
  for (;;) {
    const frame = await channel.receiveStartup();
    if (frame === undefined) return { kind: 'gone' };
    const packet = decodeStartupPacket(frame.payload);
    switch (packet.kind) {
      case 'cancel':
        return packet;
      case 'gss encryption request':
        channel.socket.write('N');
        break;
      case 'tls request':
        if (secure) throw fail('protocol_violation', 'TLS is already in use', { severity: 'FATAL' });
        if (secureContext === undefined) channel.socket.write('N');
        else secure = startTls(channel, secureContext);
        break;
      case 'startup':
        if (requireTls && !secure) throw needsTls();
        return { kind: 'session', request: acceptVersion(channel, packet) };
    }
  }
}

function startTls(channel: Channel, secureContext: SecureContext): true {
  channel.socket.write('S');
  const upgraded = channel.upgrade(
    (plain: Socket) => new TLSSocket(plain, { isServer: true, secureContext }),
  );
  if (!upgraded) {
    throw fail('protocol_violation', 'received unencrypted data after SSL request', { severity: 'FATAL' });
  }
  return true;
}

/** Options of the protocol (`_pq_.…`) are passed over in silence, as Redshift does, unless a newer minor version is asked for. */
function acceptVersion(
  channel: Channel,
  packet: { minorVersion: number; parameters: Map<string, string> },
): StartupRequest {
  if (packet.minorVersion > 0) {
    const options = [...packet.parameters.keys()].filter((name) => name.startsWith('_pq_.'));
    writeNegotiateProtocolVersion(channel.out, options);
  }
  return readStartupParameters(packet.parameters);
}

function needsTls(): Error {
  return fail('invalid_authorization_specification', 'SSL connection is required by this server', {
    severity: 'FATAL',
    hint: 'Connect with sslmode=require or stronger.',
  });
}
