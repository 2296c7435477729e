import { S3Error } from '#aws/services/s3/errors.ts';
import { children, childText, malformedXml, readXml, type XmlElement } from '#aws/services/s3/xml/reader.ts';
import type { ObjectStore } from '#stores/objects/object-store.ts';

/** A rule of a bucket's CORS document: which pages of which origin may do what. */
export interface CorsRule {
  origins: string[];
  methods: string[];
  headers: string[];
  exposed: string[];
  maxAgeSeconds: string | undefined;
}

const methods = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];
const rulesMax = 100;

/** Reads and checks a `CORSConfiguration`. */
export function readCorsRules(document: XmlElement): CorsRule[] {
  const rules = children(document, 'CORSRule').map(readRule);
  if (rules.length === 0 || rules.length > rulesMax) throw malformedXml();
  return rules;
}

/** The rules of a bucket; none where it has no document. */
export function corsRulesOf(store: ObjectStore, bucket: string): CorsRule[] {
  const document = store.bucket(bucket) === undefined ? undefined : store.document(bucket, 'cors');
  return document === undefined ? [] : readCorsRules(readXml(document, 'CORSConfiguration'));
}

/** The first rule for a request of this origin and method, with these headers. */
export function matchingRule(
  rules: CorsRule[],
  request: { origin: string; method: string; headers: string[] },
): CorsRule | undefined {
  return rules.find(
    (rule) =>
      rule.origins.some((pattern) => matchesPattern(pattern, request.origin)) &&
      rule.methods.includes(request.method) &&
      request.headers.every((header) =>
        rule.headers.some((pattern) => matchesPattern(pattern.toLowerCase(), header)),
      ),
  );
}

function readRule(rule: XmlElement): CorsRule {
  const texts = (name: string) => children(rule, name).map(({ text }) => text);
  const read = {
    origins: texts('AllowedOrigin'),
    methods: texts('AllowedMethod'),
    headers: texts('AllowedHeader'),
    exposed: texts('ExposeHeader'),
    maxAgeSeconds: childText(rule, 'MaxAgeSeconds'),
  };
  if (read.origins.length === 0 || read.methods.length === 0) throw malformedXml();
  if (read.maxAgeSeconds !== undefined && !/^\d{1,10}$/.test(read.maxAgeSeconds)) throw malformedXml();
  // They are written into headers.
  if (read.exposed.some((name) => !/^[\w!#$%&'*+.^`|~-]+$/.test(name))) throw malformedXml();
  for (const method of read.methods) {
    if (!methods.includes(method))
      throw invalid(`Found unsupported HTTP method in CORS config. Unsupported method is ${method}`);
  }
  for (const [what, patterns] of [
    ['AllowedOrigin', read.origins],
    ['AllowedHeader', read.headers],
  ] as const) {
    const wrong = patterns.find((pattern) => pattern.split('*').length > 2);
    if (wrong !== undefined) throw invalid(`${what} "${wrong}" can not have more than one wildcard.`);
  }
  return read;
}

function invalid(message: string): S3Error {
  return new S3Error('InvalidRequest', message);
}

/** A pattern has at most one `*`, which stands for any text. */
function matchesPattern(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}
