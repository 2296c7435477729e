import type { OptionTable, OptionValues } from '#config/option.ts';

/** Options of `slipher sql`. */
export const sqlOptions = {
  host: {
    flag: 'host',
    short: 'h',
    kind: 'string',
    default: '127.0.0.1',
    value: 'ADDRESS',
    help: 'Host of Slipher or of any Redshift.',
  },
  port: {
    flag: 'port',
    short: 'p',
    kind: 'number',
    default: 5439,
    range: [1, 65535],
    value: 'PORT',
    help: 'Port of the warehouse.',
  },
  user: {
    flag: 'user',
    short: 'U',
    kind: 'string',
    default: 'awsuser',
    value: 'NAME',
    help: 'User to connect as.',
  },
  password: {
    flag: 'password',
    kind: 'string',
    value: 'TEXT',
    help: 'Password. Not needed for a Slipher that the same person started on this machine.',
  },
  database: {
    flag: 'database',
    short: 'd',
    kind: 'string',
    default: 'dev',
    value: 'NAME',
    help: 'Database to connect to.',
  },
  tls: {
    flag: 'tls',
    kind: 'choice',
    choices: ['allow', 'require', 'off'],
    default: 'allow',
    value: 'MODE',
    help: 'TLS to the server: use it where offered, insist on it, or do without. `require` also verifies the certificate, against --tls-ca if given.',
  },
  tlsCa: {
    flag: 'tls-ca',
    kind: 'string',
    value: 'FILE',
    help: 'Certificate authority (PEM) for --tls require.',
  },
  file: {
    flag: 'file',
    short: 'f',
    kind: 'string',
    value: 'FILE',
    help: 'Run the statements of a file (- for standard input).',
    flagOnly: true,
  },
  format: {
    flag: 'format',
    kind: 'choice',
    choices: ['table', 'csv', 'json'],
    default: 'table',
    value: 'FORMAT',
    help: 'How rows are printed. json is one array of objects per result.',
    flagOnly: true,
  },
  progress: {
    flag: 'progress',
    kind: 'choice',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    value: 'WHEN',
    help: 'Whether a long COPY shows its files, bytes and lines; auto shows them in a terminal.',
    flagOnly: true,
  },
  json: { flag: 'json', kind: 'boolean', help: 'The same as --format json.', flagOnly: true },
} as const satisfies OptionTable;

export type SqlOptions = OptionValues<typeof sqlOptions>;
