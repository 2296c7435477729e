import { fail } from '#base/errors.ts';

/** What a client says of itself when it connects. */
export interface StartupRequest {
  user: string;
  database: string;
  applicationName: string;
  /** What the client understands: 0 PostgreSQL's forms, 1 extended RowDescription, 2 binary numerics. */
  protocolVersion: number;
  /** False for clients that know nothing of `client_protocol_version`. */
  asksProtocolVersion: boolean;
  driverVersion: string;
  osVersion: string;
  pluginName: string;
  settings: Record<string, string>;
}

/** The latest of Redshift's own protocol versions that is spoken here. */
export const serverProtocolVersion = 2;

/** Keys that describe the client or its identity provider. Everything else is a session setting. */
const factKeys = new Set([
  'user',
  'database',
  'application_name',
  'options',
  'replication',
  'client_protocol_version',
  'driver_version',
  'os_version',
  'plugin_name',
  'driver_discovery_version',
  'idp_type',
  'provider_name',
  'token_type',
  'identity_namespace',
  'idc_client_display_name',
]);

/** Reads the parameters of a start-up packet. A missing user is 28000, replication is not offered (0A000). */
export function readStartupParameters(parameters: Map<string, string>): StartupRequest {
  const user = parameters.get('user') ?? '';
  if (user === '') {
    throw fail('invalid_authorization_specification', 'no PostgreSQL user name specified in startup packet', {
      severity: 'FATAL',
    });
  }
  refuseReplication(parameters.get('replication'));
  const asked = parameters.get('client_protocol_version');
  return {
    user,
    database: parameters.get('database') || user,
    applicationName: parameters.get('application_name') ?? '',
    protocolVersion: agreeOnVersion(asked),
    asksProtocolVersion: asked !== undefined,
    driverVersion: parameters.get('driver_version') ?? '',
    osVersion: parameters.get('os_version') ?? '',
    pluginName: parameters.get('plugin_name') ?? '',
    settings: readSettings(parameters),
  };
}

function refuseReplication(value: string | undefined): void {
  const off = ['', 'false', 'off', 'no', '0'];
  if (value === undefined || off.includes(value.toLowerCase())) return;
  throw fail('feature_not_supported', 'replication connections are not supported', { severity: 'FATAL' });
}

function agreeOnVersion(asked: string | undefined): number {
  const version = Number(asked ?? 0);
  return Number.isInteger(version) && version > 0 ? Math.min(version, serverProtocolVersion) : 0;
}

function readSettings(parameters: Map<string, string>): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [name, value] of parameters) {
    if (!factKeys.has(name) && !name.startsWith('_pq_.')) settings[name.toLowerCase()] = value;
  }
  for (const [name, value] of readOptions(parameters.get('options') ?? '')) settings[name] = value;
  return settings;
}

/** `-c name=value`, `-cname=value` and `--name=value`, with backslashes before blanks that belong to a value. */
function readOptions(text: string): [string, string][] {
  const words = text.match(/(?:\\.|\S)+/gs) ?? [];
  const settings: [string, string][] = [];
  for (let index = 0; index < words.length; index++) {
    let word = words[index]!;
    if (word === '-c') word = words[++index] ?? '';
    else if (word.startsWith('-c')) word = word.slice(2);
    else if (word.startsWith('--')) word = word.slice(2);
    else throw badOptions(text);
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(word.replaceAll(/\\(.)/gs, '$1')) ?? [];
    if (name === undefined || value === undefined) throw badOptions(text);
    settings.push([name.replaceAll('-', '_').toLowerCase(), value]);
  }
  return settings;
}

function badOptions(text: string): Error {
  return fail('invalid_parameter_value', `invalid command-line arguments for server process: "${text}"`, {
    severity: 'FATAL',
  });
}
