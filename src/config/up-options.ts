import type { OptionTable, OptionValues } from '#config/option.ts';

/** Options of `slipher up`. */
export const upOptions = {
  data: {
    flag: 'data',
    short: 'd',
    kind: 'string',
    default: 'slipher-data',
    value: 'FOLDER',
    help: 'Data folder. Created at first start; one process at a time may hold it.',
  },
  ephemeral: {
    flag: 'ephemeral',
    kind: 'boolean',
    help: 'Keep everything in memory, for tests and CI. Objects of S3 are in a temporary folder, which is removed at the end.',
  },
  host: {
    flag: 'host',
    kind: 'string',
    default: '127.0.0.1',
    value: 'ADDRESS',
    help: 'Address to listen on. 0.0.0.0 opens it to the network.',
  },
  port: {
    flag: 'port',
    short: 'p',
    kind: 'number',
    default: 5439,
    range: [0, 65535],
    value: 'PORT',
    help: 'Port of the warehouse (0 picks a free one).',
  },
  awsPort: {
    flag: 'aws-port',
    kind: 'number',
    default: 4566,
    range: [0, 65535],
    value: 'PORT',
    help: 'Port of the AWS endpoint: S3, IAM and STS (0 picks a free one, as --port 0 does too where this is not given).',
  },
  allowAnyCredentials: {
    flag: 'allow-any-credentials',
    kind: 'boolean',
    help: 'Take any access key, secret and role at the AWS endpoint and in COPY and UNLOAD. For throw-away use: whoever reaches the port may read and change everything in S3. Requests must still be signed.',
  },
  s3Elsewhere: {
    flag: 's3-elsewhere',
    kind: 'string',
    value: 'FILE',
    help: 'JSON file of buckets that COPY and UNLOAD find in AWS or in another S3-compatible server: [{"buckets": "prod-*", "endpoint": …, "region": …, "accessKeyId": …, "secretAccessKey": …}]. Without an endpoint it is AWS; without keys the SDK finds them as the AWS CLI does.',
  },
  user: {
    flag: 'user',
    short: 'U',
    kind: 'string',
    default: 'awsuser',
    value: 'NAME',
    help: 'Administrator, made at first start.',
  },
  password: {
    flag: 'password',
    kind: 'string',
    value: 'TEXT',
    help: "Administrator's password. Without it one is made at first start and printed; with it, it is set at every start.",
  },
  authMethod: {
    flag: 'auth-method',
    kind: 'choice',
    choices: ['md5', 'scram-sha-256', 'password', 'digest'],
    default: 'md5',
    value: 'METHOD',
    help: 'How clients prove the password. Every Redshift driver speaks md5.',
  },
  tls: {
    flag: 'tls',
    kind: 'choice',
    choices: ['allow', 'require', 'off'],
    default: 'allow',
    value: 'MODE',
    help: 'Whether connections may, must or cannot use TLS.',
  },
  tlsCert: {
    flag: 'tls-cert',
    kind: 'string',
    value: 'FILE',
    help: 'Server certificate (PEM). Without it a CA and a certificate are made at first start.',
  },
  tlsKey: { flag: 'tls-key', kind: 'string', value: 'FILE', help: 'Key of the server certificate (PEM).' },
  memoryLimit: {
    flag: 'memory-limit',
    kind: 'string',
    value: 'SIZE',
    help: "The engine's memory, such as 4GB or 70%. Beyond it, queries spill to the data folder.",
  },
  maxConnections: {
    flag: 'max-connections',
    kind: 'number',
    default: 2000,
    range: [1, 100000],
    value: 'COUNT',
    help: 'Client connections at once, as Redshift limits them (2000).',
  },
  logLevel: {
    flag: 'log-level',
    kind: 'choice',
    choices: ['debug', 'info', 'warn', 'error', 'silent'],
    default: 'warn',
    value: 'LEVEL',
    help: 'What is logged to standard error.',
  },
  json: {
    flag: 'json',
    kind: 'boolean',
    help: 'Print how to connect as one JSON object, and logs as JSON lines.',
  },
} as const satisfies OptionTable;

export type UpOptions = OptionValues<typeof upOptions>;
