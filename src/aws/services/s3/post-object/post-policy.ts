import { S3Error } from '#aws/services/s3/errors.ts';

/** What a form's policy demands: when it ends, and what its fields must be. */
export interface PostPolicy {
  /** Milliseconds since 1970. */
  expiration: number;
  conditions: PostCondition[];
  size: { min: number; max: number } | undefined;
}

interface PostCondition {
  operator: 'eq' | 'starts-with';
  field: string;
  value: string;
}

/** Fields that no condition has to name. */
const free = ['policy', 'x-amz-signature', 'signature', 'awsaccesskeyid', 'file'];

/**
 * Reads a policy (base64 of JSON).
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function readPostPolicy(base64: string): PostPolicy {
  const document = parse(base64);
  const expiration = Date.parse(String(document.expiration));
  if (typeof document.expiration !== 'string' || Number.isNaN(expiration)) {
    throw invalid('Policy missing or invalid expiration.');
  }
  if (!Array.isArray(document.conditions)) throw invalid('Policy missing conditions.');
  const policy: PostPolicy = { expiration, conditions: [], size: undefined };
  for (const condition of document.conditions as unknown[]) {
    if (Array.isArray(condition)) readListed(policy, condition);
    else readSimple(policy, condition);
  }
  return policy;
}

/** AccessDenied for a form that the policy does not allow. */
export function checkPostPolicy(policy: PostPolicy, fields: ReadonlyMap<string, string>, now: number): void {
  if (now > policy.expiration) throw denied('Policy expired.');
  for (const condition of policy.conditions) {
    if (!holds(condition, fields.get(condition.field) ?? '')) {
      const { operator, field, value } = condition;
      throw denied(`Policy Condition failed: ["${operator}", "$${field}", "${value}"]`);
    }
  }
  const named = new Set(policy.conditions.map(({ field }) => field));
  for (const field of fields.keys()) {
    if (named.has(field) || free.includes(field) || field.startsWith('x-ignore-')) continue;
    throw denied(`Extra input fields: ${field}`);
  }
}

function holds({ operator, field, value }: PostCondition, given: string): boolean {
  if (operator === 'eq') return given === value;
  // A list of content types has the prefix in each of its entries.
  if (field === 'content-type') return given.split(',').every((each) => each.startsWith(value));
  return given.startsWith(value);
}

function parse(base64: string): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
    if (typeof document === 'object' && document !== null) return document as Record<string, unknown>;
  } catch {}
  throw invalid('Invalid Policy: Invalid JSON.');
}

function readSimple(policy: PostPolicy, condition: unknown): void {
  if (typeof condition !== 'object' || condition === null)
    throw invalid('Invalid Policy: Invalid condition.');
  for (const [field, value] of Object.entries(condition)) {
    if (typeof value !== 'string') throw invalid('Invalid Policy: Invalid simple condition.');
    policy.conditions.push({ operator: 'eq', field: field.toLowerCase(), value });
  }
}

function readListed(policy: PostPolicy, [operator, left, right]: unknown[]): void {
  const name = String(operator).toLowerCase();
  if (name === 'content-length-range') {
    const [min, max] = [Number(left), Number(right)];
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max))
      throw invalid('Invalid Policy: Invalid content-length-range.');
    policy.size = { min, max };
    return;
  }
  const known = name === 'eq' || name === 'starts-with';
  if (!known || typeof left !== 'string' || !left.startsWith('$') || typeof right !== 'string') {
    throw invalid(`Invalid Policy: Invalid condition ${JSON.stringify([operator, left, right])}.`);
  }
  policy.conditions.push({ operator: name, field: left.slice(1).toLowerCase(), value: right });
}

function invalid(message: string): S3Error {
  return new S3Error('InvalidPolicyDocument', message);
}

function denied(reason: string): S3Error {
  return new S3Error('AccessDenied', `Invalid according to Policy: ${reason}`);
}
