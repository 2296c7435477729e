import { answerEmpty } from '#aws/services/s3/answer.ts';
import { readDocument } from '#aws/services/s3/body.ts';
import { notImplemented } from '#aws/services/s3/errors.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import { malformedXml, requiredText } from '#aws/services/s3/xml/reader.ts';

/** Nobody pays here. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html */
export async function putRequestPayment(request: S3Request): Promise<void> {
  const payer = requiredText(await readDocument(request, 'RequestPaymentConfiguration'), 'Payer');
  if (payer === 'Requester') throw notImplemented('PutBucketRequestPayment with Requester');
  if (payer !== 'BucketOwner') throw malformedXml();
  answerEmpty(request, {}, 200);
}
