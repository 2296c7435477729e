import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { isIP } from 'node:net';
import {
  bitString,
  boolean,
  contextSpecific,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  time,
  utf8String,
} from '#postgres-wire/tls/der.ts';

/** A certificate and its key, PEM. */
export interface CertificateAndKey {
  certificate: string;
  key: string;
}

const dayMs = 86_400_000;
const authorityDays = 3650;
/** The longest that common clients accept of a server. */
const serverDays = 825;

/** A certificate authority of our own, P-256 with SHA-256, valid for ten years. */
export function makeAuthority(commonName: string): CertificateAndKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = issue({
    subject: commonName,
    subjectKey: publicKey,
    issuer: commonName,
    issuerKey: privateKey,
    days: authorityDays,
    extensions: [
      extension('2.5.29.19', true, sequence(boolean(true), integer(Buffer.from([0])))),
      // keyCertSign and cRLSign.
      extension('2.5.29.15', true, bitString(Buffer.from([0x06]), 1)),
    ],
  });
  return { certificate, key: privateKeyPem(privateKey) };
}

/** A server certificate for these DNS names and IP addresses, signed by the authority. */
export function makeServerCertificate(
  authority: CertificateAndKey,
  authorityName: string,
  authorityKey: KeyObject,
  hosts: string[],
): CertificateAndKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = issue({
    subject: hosts[0] ?? 'localhost',
    subjectKey: publicKey,
    issuer: authorityName,
    issuerKey: authorityKey,
    days: serverDays,
    extensions: [
      extension('2.5.29.19', true, sequence()),
      // digitalSignature.
      extension('2.5.29.15', true, bitString(Buffer.from([0x80]), 7)),
      // serverAuth.
      extension('2.5.29.37', false, sequence(objectIdentifier('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.17', false, sequence(...hosts.map(generalName))),
      extension(
        '2.5.29.35',
        false,
        sequence(contextSpecific(0, keyIdentifier(createPublicKey(authority.certificate)), false)),
      ),
    ],
  });
  return { certificate, key: privateKeyPem(privateKey) };
}

interface Contents {
  subject: string;
  subjectKey: KeyObject;
  issuer: string;
  issuerKey: KeyObject;
  days: number;
  extensions: Buffer[];
}

/** An X.509 v3 certificate (RFC 5280). */
function issue(contents: Contents): string {
  const ecdsaWithSha256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  // Clocks differ: a certificate made just now must not be of the future.
  const now = Date.now();
  const body = sequence(
    contextSpecific(0, integer(Buffer.from([2])), true),
    integer(serial),
    ecdsaWithSha256,
    name(contents.issuer),
    sequence(time(new Date(now - dayMs)), time(new Date(now + contents.days * dayMs))),
    name(contents.subject),
    contents.subjectKey.export({ type: 'spki', format: 'der' }),
    contextSpecific(
      3,
      sequence(
        ...contents.extensions,
        extension('2.5.29.14', false, octetString(keyIdentifier(contents.subjectKey))),
      ),
      true,
    ),
  );
  const signature = sign('sha256', body, contents.issuerKey);
  return pem(sequence(body, ecdsaWithSha256, bitString(signature)));
}

function name(commonName: string): Buffer {
  const attribute = (oid: string, value: string) => set(sequence(objectIdentifier(oid), utf8String(value)));
  return sequence(attribute('2.5.4.10', 'Slipher'), attribute('2.5.4.3', commonName));
}

function extension(oid: string, critical: boolean, value: Buffer): Buffer {
  const parts = [objectIdentifier(oid), ...(critical ? [boolean(true)] : []), octetString(value)];
  return sequence(...parts);
}

function generalName(host: string): Buffer {
  const version = isIP(host);
  if (version === 0) return contextSpecific(2, Buffer.from(host, 'latin1'), false);
  return contextSpecific(
    7,
    version === 4 ? Buffer.from(host.split('.').map(Number)) : ipv6Bytes(host),
    false,
  );
}

function ipv6Bytes(host: string): Buffer {
  const [head = '', tail = ''] = host.split('::');
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const left = groups(head);
  const right = host.includes('::') ? groups(tail) : [];
  const middle = new Array<number>(8 - left.length - right.length).fill(0);
  return Buffer.concat([...left, ...middle, ...right].map((group) => Buffer.from([group >> 8, group & 255])));
}

function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}

function privateKeyPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
