import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import {
  type CertificateAndKey,
  makeAuthority,
  makeServerCertificate,
} from '#postgres-wire/tls/certificate.ts';
import type { TlsMaterial } from '#postgres-wire/tls/tls-material.ts';

export interface TlsOptions {
  tls: 'allow' | 'require' | 'off';
  /** The address listened on; a name or a certain address is put into the certificate. */
  host: string;
  tlsCert?: string | undefined;
  tlsKey?: string | undefined;
}

export interface PreparedTls {
  material: TlsMaterial;
  /** File of our own authority's certificate, for clients that verify. */
  caFile: string | undefined;
}

/** A server certificate with less left than this is made anew at start. */
const renewBeforeMs = 30 * 86_400_000;

/**
 * What the door proves itself with: the given files, or an authority of our own and a server certificate that
 * are made at first start in `<data folder>/tls` and kept. Without a data folder they live in memory.
 * Undefined when TLS is off. Throws for files that cannot be read or used.
 */
export async function prepareTls(
  options: TlsOptions,
  dataFolder: string | undefined,
): Promise<PreparedTls | undefined> {
  if (options.tls === 'off') return undefined;
  if (options.tlsCert !== undefined || options.tlsKey !== undefined) return await givenFiles(options);
  const hosts = certificateHosts(options.host);
  if (dataFolder === undefined) {
    const material = makeServer(makeOwnAuthority(), hosts);
    return { material, caFile: undefined };
  }
  return await ownFiles(join(dataFolder, 'tls'), hosts);
}

async function givenFiles(options: TlsOptions): Promise<PreparedTls> {
  if (options.tlsCert === undefined || options.tlsKey === undefined) {
    throw new Error('TLS needs both a certificate and its key (--tls-cert and --tls-key)');
  }
  const material = {
    certificate: await readFile(options.tlsCert, 'utf8'),
    key: await readFile(options.tlsKey, 'utf8'),
  };
  try {
    createSecureContext({ cert: material.certificate, key: material.key });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`TLS certificate ${options.tlsCert} and key ${options.tlsKey} cannot be used: ${reason}`);
  }
  return { material, caFile: undefined };
}

async function ownFiles(folder: string, hosts: string[]): Promise<PreparedTls> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const authority = await keep(folder, 'ca', () => makeOwnAuthority(), isCurrent);
  const issuer = new X509Certificate(authority.certificate);
  const fits = (pair: CertificateAndKey) => isCurrent(pair) && isFor(pair, hosts, issuer);
  const material = await keep(folder, 'server', () => makeServer(authority, hosts), fits);
  return { material, caFile: join(folder, 'ca.crt') };
}

/** The pair kept under this name, or a new one when there is none that will do. */
async function keep(
  folder: string,
  name: string,
  make: () => CertificateAndKey,
  willDo: (pair: CertificateAndKey) => boolean,
): Promise<CertificateAndKey> {
  const files = { certificate: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
  const kept = await readPair(files);
  if (kept !== undefined && willDo(kept)) return kept;
  const made = make();
  await replaceFile(files.key, made.key, 0o600);
  await replaceFile(files.certificate, made.certificate, 0o644);
  return made;
}

async function readPair(files: CertificateAndKey): Promise<CertificateAndKey | undefined> {
  try {
    return { certificate: await readFile(files.certificate, 'utf8'), key: await readFile(files.key, 'utf8') };
  } catch {
    return undefined;
  }
}

async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  await writeFile(`${path}.new`, text, { mode });
  await rename(`${path}.new`, path);
}

function isCurrent(pair: CertificateAndKey): boolean {
  try {
    const certificate = new X509Certificate(pair.certificate);
    if (!certificate.checkPrivateKey(createPrivateKey(pair.key))) return false;
    return Date.parse(certificate.validTo) > Date.now() + renewBeforeMs;
  } catch {
    return false;
  }
}

function isFor(pair: CertificateAndKey, hosts: string[], issuer: X509Certificate): boolean {
  const certificate = new X509Certificate(pair.certificate);
  if (!certificate.verify(issuer.publicKey)) return false;
  return hosts.every(
    (host) => certificate.checkHost(host) !== undefined || certificate.checkIP(host) !== undefined,
  );
}

/** The serial part tells authorities of several data folders apart: clients find an issuer by its name. */
function makeOwnAuthority(): CertificateAndKey {
  return makeAuthority(`Slipher local CA ${Date.now().toString(36)}`);
}

function makeServer(authority: CertificateAndKey, hosts: string[]): CertificateAndKey {
  const subject = new X509Certificate(authority.certificate).subject;
  const commonName = /^CN=(.*)$/m.exec(subject)?.[1] ?? '';
  return makeServerCertificate(authority, commonName, createPrivateKey(authority.key), hosts);
}

function certificateHosts(listening: string): string[] {
  const hosts = ['localhost', '127.0.0.1', '::1', hostname().toLowerCase()];
  const anyAddress = ['0.0.0.0', '::', ''];
  if (!anyAddress.includes(listening)) hosts.push(listening.toLowerCase());
  return [...new Set(hosts)].filter((host) => /^[a-z0-9.:_-]+$/.test(host));
}
