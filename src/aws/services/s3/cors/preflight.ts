import { answerEmpty } from '#aws/services/s3/answer.ts';
import { allowOrigin } from '#aws/services/s3/cors/cors-headers.ts';
import { corsRulesOf, matchingRule } from '#aws/services/s3/cors/cors-rules.ts';
import { S3Error } from '#aws/services/s3/errors.ts';
import { header, type S3Request } from '#aws/services/s3/s3-request.ts';

/** A browser's question whether a page may send a request. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html */
export function answerPreflight(request: S3Request): void {
  const origin = header(request, 'origin');
  const method = header(request, 'access-control-request-method');
  if (origin === undefined) {
    throw new S3Error('InvalidRequest', 'Insufficient information. Origin request header needed.');
  }
  if (method === undefined) {
    throw new S3Error('InvalidRequest', 'Invalid Access-Control-Request-Method: null');
  }
  const rules = corsRulesOf(request.store, request.bucket);
  if (rules.length === 0) throw forbidden('CORSResponse: CORS is not enabled for this bucket.', method);
  const asked = header(request, 'access-control-request-headers');
  const headers = (asked ?? '').split(',').map((name) => name.trim().toLowerCase());
  const rule = matchingRule(rules, { origin, method, headers: headers.filter((name) => name !== '') });
  if (rule === undefined) {
    throw forbidden(
      'CORSResponse: This CORS request is not allowed. No rule of the bucket allows the origin, the method and the headers together.',
      method,
    );
  }
  allowOrigin(request, rule, origin);
  answerEmpty(request, { 'access-control-allow-headers': asked }, 200);
}

function forbidden(message: string, method: string): S3Error {
  return new S3Error('AccessForbidden', message, { details: { Method: method, ResourceType: 'BUCKET' } });
}
