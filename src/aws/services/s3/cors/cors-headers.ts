import { setHeaders } from '#aws/services/s3/answer.ts';
import { type CorsRule, corsRulesOf, matchingRule } from '#aws/services/s3/cors/cors-rules.ts';
import { header, type S3Request } from '#aws/services/s3/s3-request.ts';

/** Tells a browser whether its page may see the answer, where the bucket has a rule for its origin. */
export function writeCorsHeaders(request: S3Request): void {
  const origin = header(request, 'origin');
  if (origin === undefined || request.bucket === '') return;
  const rules = corsRulesOf(request.store, request.bucket);
  const rule = matchingRule(rules, { origin, method: request.aws.method, headers: [] });
  if (rule !== undefined) allowOrigin(request, rule, origin);
}

export function allowOrigin(request: S3Request, rule: CorsRule, origin: string): void {
  const any = rule.origins.includes('*');
  setHeaders(request, {
    'access-control-allow-origin': any ? '*' : origin,
    'access-control-allow-credentials': any ? undefined : 'true',
    'access-control-allow-methods': rule.methods.join(', '),
    'access-control-expose-headers': rule.exposed.length > 0 ? rule.exposed.join(', ') : undefined,
    'access-control-max-age': rule.maxAgeSeconds,
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  });
}
