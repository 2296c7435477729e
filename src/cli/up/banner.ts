import { version } from '#cli/version.ts';

export interface Readiness {
  host: string;
  port: number;
  user: string;
  password: string;
  /** Undefined when everything is in memory. */
  dataFolder: string | undefined;
  /** Path of the CA that signed our certificate; undefined with given files or without TLS. */
  tlsCa: string | undefined;
  tls: 'allow' | 'require' | 'off';
  aws: AwsReadiness;
  seconds: number;
}

export interface AwsReadiness {
  /** What AWS_ENDPOINT_URL is set to. */
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** As signatures name them. */
  services: string[];
  /** Started with --allow-any-credentials. */
  anyCredentials: boolean;
}

/** The address of an HTTP server for clients on this machine, when it listens on every address too. */
export function endpointUrl(host: string, port: number): string {
  const local: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
  const address = local[host] ?? host;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

export const anyCredentialsWarning =
  '--allow-any-credentials: whoever reaches the AWS endpoint may read, change and delete every object.';

/** What `up` prints once it is ready, for a person: where it listens and how to connect. */
export function bannerText(ready: Readiness): string {
  const url = `postgresql://${encodeURIComponent(ready.user)}:${encodeURIComponent(ready.password)}@${ready.host}:${ready.port}/dev`;
  const tls = ready.tls === 'off' ? 'off' : ready.tls === 'require' ? 'required' : 'offered';
  return [
    `Slipher ${version()} is ready after ${ready.seconds.toFixed(2)} s.`,
    '',
    `  Warehouse  ${ready.host}:${ready.port}, database dev, user ${ready.user}, password ${ready.password}`,
    `  AWS        ${ready.aws.endpoint}, ${ready.aws.services.map((name) => name.toUpperCase()).join(', ')}`,
    `  Data       ${ready.dataFolder ?? 'in memory; it goes when Slipher stops'}`,
    `  TLS        ${tls}${ready.tlsCa === undefined ? '' : `, CA certificate ${ready.tlsCa}`}`,
    '',
    'Connect with:',
    `  psql '${url}'`,
    `  jdbc:redshift://${ready.host}:${ready.port}/dev`,
    `  redshift_connector.connect(host='${ready.host}', port=${ready.port}, database='dev', user='${ready.user}', password='…')`,
    `  slipher sql${ready.port === 5439 ? '' : ` --port ${ready.port}`} "select version()"`,
    '',
    'Point AWS tools at it with:',
    `  export AWS_ENDPOINT_URL=${ready.aws.endpoint} AWS_REGION=${ready.aws.region} AWS_DEFAULT_REGION=${ready.aws.region}`,
    `  export AWS_ACCESS_KEY_ID=${ready.aws.accessKeyId}`,
    `  export AWS_SECRET_ACCESS_KEY=${ready.aws.secretAccessKey}`,
    '',
    ...(ready.aws.anyCredentials ? [`WARNING: ${anyCredentialsWarning}`, ''] : []),
    'Stop with Ctrl-C.',
    '',
  ].join('\n');
}

/** The same as one JSON object on a line. */
export function bannerJson(ready: Readiness): string {
  return `${JSON.stringify({ ready: true, version: version(), database: 'dev', pid: process.pid, ...ready })}\n`;
}
