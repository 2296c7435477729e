import { createLog } from '#base/log.ts';
import type { Command } from '#cli/command.ts';
import { forgetRunningInstance, noteRunningInstance } from '#cli/running-instance.ts';
import { anyCredentialsWarning, bannerJson, bannerText } from '#cli/up/banner.ts';
import { startServer } from '#cli/up/start-server.ts';
import { optionHelp } from '#config/option-help.ts';
import { OptionError, parseOptions } from '#config/parse-options.ts';
import { type UpOptions, upOptions } from '#config/up-options.ts';

export const up: Command = {
  name: 'up',
  summary: 'Start the warehouse and the AWS endpoint, and keep them running until Ctrl-C.',
  help: () => `Starts a warehouse that Redshift's own clients connect to, and beside it an endpoint for AWS's tools.

Usage: slipher up [OPTIONS]

Each option can also be given by the environment variable in brackets.

Options:
${optionHelp(upOptions)}

Examples:
  slipher up                                       data in ./slipher-data
  slipher up --ephemeral --port 0 --json           a throw-away one for a test run
  SLIPHER_PASSWORD=Secret123 slipher up -d /srv/warehouse --host 0.0.0.0 --tls require`,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values: read, words, given } = parseOptions(upOptions, args, process.env);
  // A throw-away warehouse on a free port must not need a port that only one process can have.
  const values = read.port === 0 && !given.has('awsPort') ? { ...read, awsPort: 0 } : read;
  if (words.length > 0) throw new OptionError(`up takes no words, only options: '${words[0]}'`);
  if ((values.tlsCert === undefined) !== (values.tlsKey === undefined)) {
    throw new OptionError('--tls-cert and --tls-key go together');
  }
  const log = createLog(values.logLevel, values.json);
  if (values.allowAnyCredentials && values.json) log.warn(anyCredentialsWarning);
  const stopped = stopSignal();
  let server: Awaited<ReturnType<typeof startServer>>;
  try {
    server = await startServer(values, log);
  } catch (error) {
    process.stderr.write(`slipher: ${explain(error as NodeJS.ErrnoException, values)}\n`);
    return 1;
  }
  const { readiness } = server;
  noteRunningInstance({ pid: process.pid, ...readiness });
  process.stdout.write(values.json ? bannerJson(readiness) : bannerText(readiness));
  const signal = await stopped;
  log.info('stopping', { signal });
  forgetRunningInstance(readiness.port);
  await server.close();
  return 0;
}

/** The first SIGINT or SIGTERM asks for a clean stop; a second one ends the process at once. */
function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = (signal: string) => {
      if (asked) process.exit(1);
      asked = true;
      resolve(signal);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}

function explain(error: NodeJS.ErrnoException & { port?: number }, options: UpOptions): string {
  if (error.code === 'EADDRINUSE') {
    const port = error.port ?? options.port;
    const flag = port === options.awsPort && port !== options.port ? '--aws-port' : '--port';
    return `port ${port} is taken. Stop what uses it, or choose another with ${flag}.`;
  }
  if (error.code === 'EACCES')
    return `${error.message}. Choose another folder with --data, or a port above 1023.`;
  return error.message;
}
