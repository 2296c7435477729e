import type { MessageWriter } from '#postgres-wire/protocol/message-writer.ts';
import { writeParameterStatus } from '#postgres-wire/protocol/session-messages.ts';
import type { StartupRequest } from '#postgres-wire/startup-parameters.ts';
import type { Session } from '#warehouse/session-interface.ts';

/** The version that Redshift reports: the PostgreSQL it grew from. */
const serverVersion = '8.0.2';

/**
 * Reports what drivers look at when they connect. `server_protocol_version` goes only to those that asked for
 * one; `show_discovery` tells which generation of SHOW statements can be used for metadata.
 */
export function writeInitialStatus(
  writer: MessageWriter,
  session: Session,
  request: StartupRequest,
  showDiscovery: number,
): void {
  const setting = (name: string, otherwise: string) => session.setting(name) ?? otherwise;
  // standard_conforming_strings is not announced: drivers then double the backslashes of a literal, as Redshift reads it.
  const status: [string, string][] = [
    ['server_version', serverVersion],
    ['server_encoding', 'UTF8'],
    ['client_encoding', setting('client_encoding', 'UTF8')],
    ['DateStyle', setting('datestyle', 'ISO, MDY')],
    ['TimeZone', setting('timezone', 'UTC')],
    ['integer_datetimes', 'on'],
    ['is_superuser', setting('is_superuser', 'off')],
    ['session_authorization', request.user],
    ['application_name', request.applicationName],
    ['datashare_enabled', 'on'],
    ['external_database', 'on'],
  ];
  if (showDiscovery > 0) status.push(['show_discovery', String(showDiscovery)]);
  if (request.asksProtocolVersion) status.push(['server_protocol_version', String(request.protocolVersion)]);
  for (const [name, value] of status) writeParameterStatus(writer, name, value);
}
