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
  seconds: number;
}

/** What `up` prints once it is ready, for a person: where it listens and how to connect. */
export function bannerText(ready: Readiness): string {
  const url = `postgresql://${encodeURIComponent(ready.user)}:${encodeURIComponent(ready.password)}@${ready.host}:${ready.port}/dev`;
  const tls = ready.tls === 'off' ? 'off' : ready.tls === 'require' ? 'required' : 'offered';
  return [
    `Slipher ${version()} is ready after ${ready.seconds.toFixed(2)} s.`,
    '',
    `  Warehouse  ${ready.host}:${ready.port}, database dev, user ${ready.user}, password ${ready.password}`,
    `  Data       ${ready.dataFolder ?? 'in memory; it goes when Slipher stops'}`,
    `  TLS        ${tls}${ready.tlsCa === undefined ? '' : `, CA certificate ${ready.tlsCa}`}`,
    '',
    'Connect with:',
    `  psql '${url}'`,
    `  jdbc:redshift://${ready.host}:${ready.port}/dev`,
    `  redshift_connector.connect(host='${ready.host}', port=${ready.port}, database='dev', user='${ready.user}', password='…')`,
    `  slipher sql${ready.port === 5439 ? '' : ` --port ${ready.port}`} "select version()"`,
    '',
    'Stop with Ctrl-C.',
    '',
  ].join('\n');
}

/** The same as one JSON object on a line. */
export function bannerJson(ready: Readiness): string {
  return `${JSON.stringify({ ready: true, version: version(), database: 'dev', pid: process.pid, ...ready })}\n`;
}
