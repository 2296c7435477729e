import type { Principal } from '#stores/identity/principal.ts';
import { type BucketPolicy, decide, parseBucketPolicy } from '#stores/objects/bucket-policy.ts';
import type { BucketRow, BucketTable } from '#stores/objects/index/bucket-table.ts';
import { ObjectError } from '#stores/objects/object-error.ts';

/** The account's root user may always mend a policy that locks everybody out. */
const rootAlwaysMay = ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'];

/** Decides by the bucket's policy; parsed policies are kept until they change. */
export class Authorizer {
  readonly #buckets: BucketTable;
  readonly #policies = new Map<number, BucketPolicy | undefined>();

  constructor(buckets: BucketTable) {
    this.#buckets = buckets;
  }

  /**
   * Principals of the account may do everything that no policy denies; anonymous ones what a policy allows, unless
   * the bucket's public access block restricts that. AccessDenied.
   */
  check(principal: Principal, action: string, name: string, key: string | undefined): void {
    const bucket = this.#buckets.get(name);
    const resource = key === undefined ? name : `${name}/${key}`;
    const policy = this.#policy(bucket);
    const verdict = policy ? decide(policy, principal, action, resource) : 'silent';
    if (verdict === 'deny' && principal.kind === 'root' && rootAlwaysMay.includes(action)) return;
    if (verdict !== 'deny' && principal.kind !== 'anonymous') return;
    if (verdict === 'allow' && !this.#restrictsPublic(bucket)) return;
    throw new ObjectError('AccessDenied', resource);
  }

  forget(bucket: BucketRow): void {
    this.#policies.delete(bucket.id);
  }

  #policy(bucket: BucketRow): BucketPolicy | undefined {
    if (!this.#policies.has(bucket.id)) {
      const text = this.#buckets.document(bucket, 'policy');
      this.#policies.set(bucket.id, text === undefined ? undefined : parseBucketPolicy(bucket.name, text));
    }
    return this.#policies.get(bucket.id);
  }

  #restrictsPublic(bucket: BucketRow): boolean {
    const text = this.#buckets.document(bucket, 'publicAccessBlock') ?? '';
    return /<RestrictPublicBuckets>\s*true\s*</i.test(text);
  }
}
