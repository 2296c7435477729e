import type { CredentialScope, Signature, SignedParts } from '#aws/signature/signature.ts';
import { SignatureError } from '#aws/signature/signature-error.ts';

const algorithm = 'AWS4-HMAC-SHA256';
/** Seven days, the longest life of a presigned URL. */
const expiresMax = 604_800;

/**
 * The signature of a request, from its Authorization header or its query; undefined where it has none of version 4.
 * Throws SignatureError for one that is malformed or made by another method.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export function readSignature(
  parts: SignedParts,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Signature | undefined {
  const query = new URLSearchParams(parts.rawQuery);
  const header = one(headers.authorization);
  if (header !== undefined) return fromHeader(header, headers);
  if (query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature')) return fromQuery(query);
  return undefined;
}

function fromHeader(
  header: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Signature {
  const [, method = '', rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(header) ?? [];
  if (method !== algorithm) throw new SignatureError('unsupported', method);
  const fields = new Map(
    rest.split(',').map((field) => {
      const at = field.indexOf('=');
      return [field.slice(0, Math.max(at, 0)).trim(), field.slice(at + 1).trim()] as const;
    }),
  );
  const wrong = (text: string) => new SignatureError('malformedHeader', text);
  const field = (name: string) => {
    const value = fields.get(name);
    if (!value) throw wrong(`the ${name} field is missing.`);
    return value;
  };
  const credential = readCredential(field('Credential'), wrong);
  const timestamp = headerTime(headers);
  if (timestamp === undefined) {
    throw wrong('neither an x-amz-date nor a Date header tells when the request was signed.');
  }
  const sessionToken = one(headers['x-amz-security-token']);
  return {
    place: 'header',
    ...credential,
    signedHeaders: readSignedHeaders(field('SignedHeaders'), wrong),
    signature: readHex(field('Signature'), wrong),
    timestamp,
    time: readTime(timestamp, credential.scope, wrong),
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

function fromQuery(query: URLSearchParams): Signature {
  const wrong = (text: string) => new SignatureError('malformedQuery', text);
  const field = (name: string) => {
    const value = query.get(name);
    if (!value) {
      throw wrong(
        'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
      );
    }
    return value;
  };
  const method = field('X-Amz-Algorithm');
  if (method !== algorithm) throw wrong(`X-Amz-Algorithm only supports "${algorithm}"`);
  const credential = readCredential(field('X-Amz-Credential'), wrong);
  const timestamp = field('X-Amz-Date');
  const sessionToken = query.get('X-Amz-Security-Token');
  return {
    place: 'query',
    ...credential,
    signedHeaders: readSignedHeaders(field('X-Amz-SignedHeaders'), wrong),
    signature: readHex(field('X-Amz-Signature'), wrong),
    timestamp,
    time: readTime(timestamp, credential.scope, wrong),
    expires: readExpires(field('X-Amz-Expires'), wrong),
    ...(sessionToken === null ? {} : { sessionToken }),
  };
}

type Wrong = (text: string) => SignatureError;

/** `AKID/20130524/us-east-1/s3/aws4_request`; a key id may itself hold slashes. */
export function readCredential(text: string, wrong: Wrong): { accessKeyId: string; scope: CredentialScope } {
  const words = text.split('/');
  const [date = '', region = '', service = '', end = ''] = words.slice(-4);
  const accessKeyId = words.slice(0, -4).join('/');
  if (words.length < 5 || !/^[\w+=,.@/-]{1,128}$/.test(accessKeyId)) {
    throw wrong(
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  if (!/^\d{8}$/.test(date))
    throw wrong(`incorrect date format "${date}". This date must be in the format "yyyyMMdd".`);
  if (end !== 'aws4_request') throw wrong(`incorrect terminal "${end}". This should be "aws4_request".`);
  if (!/^[a-z0-9-]{1,64}$/i.test(region)) throw wrong(`the region '${region}' is wrong.`);
  if (!/^[a-z0-9-]{1,64}$/i.test(service)) throw wrong(`incorrect service "${service}".`);
  return { accessKeyId, scope: { date, region, service } };
}

function readSignedHeaders(text: string, wrong: Wrong): string[] {
  const names = text.toLowerCase().split(';');
  if (!names.every((name) => /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name))) {
    throw wrong('the SignedHeaders are not a list of header names.');
  }
  if (!names.includes('host')) throw wrong('the host header must be signed.');
  return names;
}

function readHex(text: string, wrong: Wrong): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw wrong('the Signature is not 64 hexadecimal digits.');
  return text.toLowerCase();
}

function readExpires(text: string, wrong: Wrong): number {
  if (!/^\d{1,9}$/.test(text)) throw wrong('X-Amz-Expires should be a number');
  const seconds = Number(text);
  if (seconds > expiresMax)
    throw wrong('X-Amz-Expires must be less than a week (in seconds); that is 604800');
  return seconds;
}

/** The `x-amz-date` header, else `Date` put into its form. */
function headerTime(headers: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
  const given = one(headers['x-amz-date']) ?? one(headers.date);
  if (given === undefined || /^\d{8}T\d{6}Z$/.test(given)) return given;
  const time = Date.parse(given);
  return Number.isNaN(time) ? given : `${new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
}

function readTime(timestamp: string, scope: CredentialScope, wrong: Wrong): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp);
  const [, year, month, day, hour, minute, second] = match ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(time))
    throw wrong("the date must be in the ISO8601 long format \"yyyyMMdd'T'HHmmss'Z'\".");
  if (!timestamp.startsWith(scope.date)) {
    throw wrong(
      `invalid credential date "${scope.date}". This date is not the same as X-Amz-Date: "${timestamp.slice(0, 8)}".`,
    );
  }
  return time;
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
