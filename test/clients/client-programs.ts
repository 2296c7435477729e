import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningServer, root } from '../support/server.ts';

const cache = join(root, '.cache', 'clients');

/** A program of one of the Python environments that scripts/set-up-clients.ts makes. */
export function pythonProgram(environment: 'drivers' | 'dbt' | 'aws' | 'loaders', program: string): string {
  return installed(join(cache, environment, 'bin', program));
}

export function jdbcDriver(): string {
  return installed(join(cache, 'redshift-jdbc42.jar'));
}

/** How to connect, as the scripts read it from their environment. */
export function connectionVariables(server: RunningServer): Record<string, string> {
  return {
    SLIPHER_TEST_HOST: server.host,
    SLIPHER_TEST_PORT: String(server.port),
    SLIPHER_TEST_USER: server.user,
    SLIPHER_TEST_PASSWORD: server.password,
    SLIPHER_TEST_CA: server.tlsCa ?? '',
    PGPASSWORD: server.password,
  };
}

/** The AWS endpoint and its key, as every AWS tool reads them from its environment. */
export function awsVariables({ aws }: RunningServer): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_REGION: aws.region,
    AWS_DEFAULT_REGION: aws.region,
    AWS_ACCESS_KEY_ID: aws.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.secretAccessKey,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

function installed(file: string): string {
  if (!existsSync(file))
    throw new Error(`${file} is missing: scripts/test installs the clients, run it once`);
  return file;
}
