import { answerEmpty, answerText } from '#aws/services/s3/answer.ts';
import { withDefaults } from '#aws/services/s3/documents/default-encryption.ts';
import { S3Error } from '#aws/services/s3/errors.ts';
import { describeVersionId, readWriteHeaders } from '#aws/services/s3/object-headers.ts';
import { withFormChecksum } from '#aws/services/s3/post-object/form-checksum.ts';
import { boundaryOf, readForm, type UploadForm } from '#aws/services/s3/post-object/form-reader.ts';
import { formSigner } from '#aws/services/s3/post-object/form-signer.ts';
import {
  checkPostPolicy,
  type PostPolicy,
  readPostPolicy,
} from '#aws/services/s3/post-object/post-policy.ts';
import { header, locationOf, type S3Request } from '#aws/services/s3/s3-request.ts';
import { putBytesMax } from '#aws/services/s3/sizes.ts';
import { objectTagsMax, readTagging } from '#aws/services/s3/tags.ts';
import { readXml } from '#aws/services/s3/xml/reader.ts';
import { writeXml } from '#aws/services/s3/xml/writer.ts';
import type { Principal } from '#stores/identity/principal.ts';
import type { ObjectVersion, PutRequest } from '#stores/objects/object-store.ts';

/** An upload by a browser's form. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
export async function postObject(request: S3Request): Promise<void> {
  const boundary = boundaryOf(header(request, 'content-type'));
  if (boundary === undefined) {
    throw new S3Error('PreconditionFailed', undefined, {
      details: { Condition: 'Bucket POST must be of the enclosure-type multipart/form-data' },
    });
  }
  const form = await readForm(request.aws.body, boundary);
  const { policy, principal } = authorize(request, form);
  const posted: S3Request = { ...request, key: keyOf(form), headers: formHeaders(form) };
  const put = withDefaults(request, { ...readWriteHeaders(posted), ...tagsOf(form) });
  if (put.tags !== undefined)
    request.store.authorize(principal, 's3:PutObjectTagging', request.bucket, posted.key);
  const bytes = sized(form.file.bytes, policy?.size);
  const checked = withFormChecksum(form.fields, bytes);
  const { store, bucket } = request;
  const version = await store.put(
    bucket,
    posted.key,
    checked.bytes,
    put,
    checked.verify,
    'ObjectCreated:Post',
  );
  answerForm({ ...posted, headers: request.headers }, form, version);
}

/** Verifies signature, policy and the bucket's policy. */
function authorize(
  request: S3Request,
  form: UploadForm,
): { policy: PostPolicy | undefined; principal: Principal } {
  const { fields } = form;
  const principal = formSigner(request, fields);
  const policy = fields.get('policy');
  const read = policy === undefined ? undefined : readPostPolicy(policy);
  if (read !== undefined) checkPostPolicy(read, new Map([...fields, ['bucket', request.bucket]]), Date.now());
  request.store.authorize(principal, 's3:PutObject', request.bucket, keyOf(form));
  return { policy: read, principal };
}

function keyOf({ fields, file }: UploadForm): string {
  const key = fields.get('key');
  if (key === undefined || key === '') {
    throw new S3Error('InvalidArgument', "Bucket POST must contain a field named 'key'.", {
      details: { ArgumentName: 'key' },
    });
  }
  // A browser may send a whole path as the file's name.
  const name = file.name.split(/[\\/]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the form says it so.
  return key.replaceAll('${filename}', () => name);
}

/** The form's fields stand for the headers of a PUT. */
function formHeaders({ fields, file }: UploadForm): S3Request['headers'] {
  const headers: S3Request['headers'] = {};
  for (const [name, value] of fields) {
    if (/^(?:cache-control|content-(?:type|disposition|encoding|language)|expires)$/.test(name))
      headers[name] = value;
    else if (name.startsWith('x-amz-')) headers[name] = value;
  }
  const acl = fields.get('acl');
  if (acl !== undefined) headers['x-amz-acl'] = acl;
  if (headers['content-type'] === undefined && file.contentType !== undefined) {
    headers['content-type'] = file.contentType;
  }
  return headers;
}

function tagsOf({ fields }: UploadForm): Pick<PutRequest, 'tags'> {
  const tagging = fields.get('tagging');
  return tagging === undefined ? {} : { tags: readTagging(readXml(tagging, 'Tagging'), objectTagsMax) };
}

/** The file, as long as it has the size that the policy allows. */
async function* sized(
  bytes: AsyncIterable<Uint8Array>,
  allowed: PostPolicy['size'],
): AsyncGenerator<Uint8Array, void, undefined> {
  const { min, max } = allowed ?? { min: 0, max: putBytesMax };
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > max) {
      throw new S3Error('EntityTooLarge', undefined, {
        details: { ProposedSize: size, MaxSizeAllowed: max },
      });
    }
    yield chunk;
  }
  if (size >= min) return;
  throw new S3Error('EntityTooSmall', undefined, { details: { ProposedSize: size, MinSizeAllowed: min } });
}

function answerForm(request: S3Request, { fields }: UploadForm, version: ObjectVersion): void {
  const etag = `"${version.etag}"`;
  const headers = { etag, location: locationOf(request), ...describeVersionId(request, version.versionId) };
  const redirect = redirectOf(fields, request, etag);
  const status = fields.get('success_action_status');
  if (redirect !== undefined) answerEmpty(request, { ...headers, location: redirect }, 303);
  else if (status !== '201') answerEmpty(request, headers, status === '200' ? 200 : 204);
  else {
    const { bucket: Bucket, key: Key } = request;
    const text = writeXml('PostResponse', { Location: headers.location, Bucket, Key, ETag: etag }, '');
    answerText(request, 'application/xml', text, headers, 201);
  }
}

/** Where the browser shall go next; what is no address is left alone, as S3 does. */
function redirectOf(
  fields: ReadonlyMap<string, string>,
  { bucket, key }: S3Request,
  etag: string,
): string | undefined {
  const address = fields.get('success_action_redirect') ?? fields.get('redirect');
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  for (const [name, value] of Object.entries({ bucket, key, etag })) url.searchParams.set(name, value);
  return url.href;
}
