import type { S3Request } from '#aws/services/s3/s3-request.ts';
import { writeXml, type XmlValue } from '#aws/services/s3/xml/writer.ts';

export type AnswerHeaders = Record<string, string | number | undefined>;

/** Answers with a document in S3's namespace. */
export function answerXml(
  request: S3Request,
  root: string,
  value: XmlValue,
  headers: AnswerHeaders = {},
): void {
  answerText(request, 'application/xml', writeXml(root, value), headers);
}

/** Answers with a text that is there already. */
export function answerText(
  request: S3Request,
  contentType: string,
  text: string,
  headers: AnswerHeaders = {},
  status = 200,
): void {
  const body = Buffer.from(text);
  const { response } = request.aws;
  setHeaders(request, { ...headers, 'content-type': contentType, 'content-length': body.length });
  response.statusCode = status;
  response.end(body);
}

/** Answers without a body; 204 unless another status is named. */
export function answerEmpty(request: S3Request, headers: AnswerHeaders = {}, status = 204): void {
  const { response } = request.aws;
  setHeaders(request, status === 204 ? headers : { 'content-length': 0, ...headers });
  response.statusCode = status;
  response.end();
}

export function setHeaders(request: S3Request, headers: AnswerHeaders): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) request.aws.response.setHeader(name, value);
  }
}
