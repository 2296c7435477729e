// Installs the clients that the tests use, once, under .cache/clients: two Python environments (drivers and dbt)
// and the Redshift JDBC driver. What a package manager of the system must bring is installed when we are root,
// and named when we are not.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.cache', 'clients');
const jdbcVersion = '2.3.0';

mkdirSync(cache, { recursive: true });
ensurePrograms();
ensurePython('drivers');
ensurePython('dbt');
ensurePython('moto');
ensurePython('aws');
ensurePython('loaders');
ensureJdbcDriver();

function ensurePrograms(): void {
  const needed: Record<string, string> = {
    psql: 'postgresql-client',
    python3: 'python3-venv',
    java: 'default-jdk-headless',
    mvn: 'maven',
  };
  const missing = Object.keys(needed).filter((program) => !onPath(program));
  if (missing.length === 0) return;
  const packages = missing.map((program) => needed[program] ?? program);
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    throw new Error(`the tests need ${missing.join(', ')}: install ${packages.join(' ')} and run again`);
  }
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
}

/** A virtual environment made from test/clients/requirements-<name>.txt, renewed when that file changes. */
function ensurePython(name: string): void {
  const requirements = join(root, 'test', 'clients', `requirements-${name}.txt`);
  const folder = join(cache, name);
  const stamp = join(folder, 'requirements.txt');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(requirements, 'utf8')) return;
  console.log(`setting up Python clients: ${name}`);
  run('python3', ['-m', 'venv', '--clear', folder]);
  run(join(folder, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  copyFileSync(requirements, stamp);
}

function ensureJdbcDriver(): void {
  const jar = join(cache, 'redshift-jdbc42.jar');
  const stamp = `${jar}.version`;
  if (existsSync(jar) && existsSync(stamp) && readFileSync(stamp, 'utf8') === jdbcVersion) return;
  console.log('setting up the Redshift JDBC driver');
  const artifact = `com.amazon.redshift:redshift-jdbc42:${jdbcVersion}`;
  run('mvn', ['-q', '-B', 'dependency:get', `-Dartifact=${artifact}`, '-Dtransitive=false']);
  const folder = join(
    homedir(),
    '.m2',
    'repository',
    'com',
    'amazon',
    'redshift',
    'redshift-jdbc42',
    jdbcVersion,
  );
  copyFileSync(join(folder, `redshift-jdbc42-${jdbcVersion}.jar`), jar);
  writeFileSync(stamp, jdbcVersion);
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));
}

function run(command: string, args: string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
}
