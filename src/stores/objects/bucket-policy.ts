import { accountPattern, matchesPattern, namesPrincipal } from '#stores/identity/policy-text.ts';
import type { Principal } from '#stores/identity/principal.ts';
import { ObjectError } from '#stores/objects/object-error.ts';

/** One statement, its names and patterns as lists. */
export interface PolicyStatement {
  effect: 'Allow' | 'Deny';
  principals: { not: boolean; aws: string[] };
  actions: { not: boolean; patterns: string[] };
  resources: { not: boolean; patterns: string[] };
}

export type BucketPolicy = readonly PolicyStatement[];

const maximumBytes = 20 * 1024;
const principalArn = /^arn:aws[a-z-]*:(iam|sts)::(\d{12}):(root|(user|role|assumed-role)\/[^*?]+)$/;
const resourcePrefix = /^arn:aws[a-z-]*:s3:::/;

/**
 * Reads a bucket policy. MalformedPolicy for what S3 would refuse, and by name for what would be kept but not obeyed
 * here: conditions, policy variables, canonical users and federated principals.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 */
export function parseBucketPolicy(bucket: string, text: string): BucketPolicy {
  const refuse = (message: string) => new ObjectError('MalformedPolicy', bucket, message);
  if (Buffer.byteLength(text) > maximumBytes) throw refuse('The policy is larger than 20 KB.');
  const policy = parseJson(text, refuse);
  checkFields(policy, ['Version', 'Id', 'Statement'], refuse);
  if (policy.Version !== undefined && !['2012-10-17', '2008-10-17'].includes(String(policy.Version))) {
    throw refuse('The policy must contain a valid version string');
  }
  const statements = policy.Statement === undefined ? [] : [policy.Statement].flat();
  if (statements.length === 0) throw refuse('Missing required field Statement');
  return statements.map((statement) => parseStatement(bucket, statement, refuse));
}

/** What the policy says about a request: a deny outweighs every allow. */
export function decide(
  policy: BucketPolicy,
  principal: Principal,
  action: string,
  resource: string,
): 'allow' | 'deny' | 'silent' {
  const applies = ({ principals, actions, resources }: PolicyStatement) =>
    principals.aws.some((name) => namesPrincipal(name, principal)) !== principals.not &&
    actions.patterns.some((pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase())) !==
      actions.not &&
    resources.patterns.some((pattern) => matchesPattern(pattern, resource)) !== resources.not;
  const found = policy.filter(applies);
  if (found.some(({ effect }) => effect === 'Deny')) return 'deny';
  return found.length > 0 ? 'allow' : 'silent';
}

type Refuse = (message: string) => ObjectError;
type Fields = Record<string, unknown>;

function parseJson(text: string, refuse: Refuse): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse("Policies must be valid JSON and the first byte must be '{'");
  }
  if (!isFields(value)) throw refuse("Policies must be valid JSON and the first byte must be '{'");
  return value;
}

function parseStatement(bucket: string, statement: unknown, refuse: Refuse): PolicyStatement {
  if (!isFields(statement)) throw refuse('Invalid policy syntax.');
  const pair = (name: string) => [name, `Not${name}`];
  const known = ['Sid', 'Effect', 'Condition', ...['Principal', 'Action', 'Resource'].flatMap(pair)];
  checkFields(statement, known, refuse);
  if (statement.Condition !== undefined) throw refuse(conditionText(statement.Condition));
  const { Effect: effect } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw refuse(
      effect === undefined ? 'Missing required field Effect' : `Invalid effect: ${String(effect)}`,
    );
  }
  const principal = oneOf(statement, 'Principal', refuse);
  const action = oneOf(statement, 'Action', refuse);
  const resource = oneOf(statement, 'Resource', refuse);
  if (principal.not && effect === 'Allow') throw refuse('Allow with NotPrincipal is not allowed.');
  const patterns = strings(action.value, 'Policy has invalid action', refuse);
  if (!patterns.every((pattern) => /^(\*|s3:[a-z*?]+)$/i.test(pattern)))
    throw refuse('Policy has invalid action');
  return {
    effect,
    principals: { not: principal.not, aws: awsPrincipals(principal.value, refuse) },
    actions: { not: action.not, patterns },
    resources: {
      not: resource.not,
      patterns: strings(resource.value, 'Policy has invalid resource', refuse).map((pattern) =>
        resourcePattern(bucket, pattern, refuse),
      ),
    },
  };
}

/** The value of `name` or `Not<name>`: exactly one of them must be there. */
function oneOf(statement: Fields, name: string, refuse: Refuse): { not: boolean; value: unknown } {
  const [own, not] = [statement[name], statement[`Not${name}`]];
  if (own === undefined && not === undefined) throw refuse(`Missing required field ${name}`);
  if (own !== undefined && not !== undefined) throw refuse(`Statement has both ${name} and Not${name}`);
  return own === undefined ? { not: true, value: not } : { not: false, value: own };
}

function awsPrincipals(value: unknown, refuse: Refuse): string[] {
  if (value === '*') return ['*'];
  if (!isFields(value)) throw refuse('Invalid principal in policy');
  for (const kind of Object.keys(value)) {
    // A service never calls here, so that to name one is without effect.
    if (kind !== 'AWS' && kind !== 'Service') {
      throw refuse(`Invalid principal in policy: ${kind} is not supported by Slipher`);
    }
  }
  if (value.AWS === undefined) return [];
  const listed = strings(value.AWS, 'Invalid principal in policy', refuse);
  for (const name of listed) {
    if (name !== '*' && !accountPattern.test(name) && !principalArn.test(name)) {
      throw refuse('Invalid principal in policy');
    }
  }
  return listed;
}

/** A resource of this bucket; `*` is all of it. */
function resourcePattern(bucket: string, pattern: string, refuse: Refuse): string {
  // Biome takes the start of a policy variable for one of ours.
  if (pattern.includes('$' + '{')) throw refuse('Policy variables in Resource are not supported by Slipher');
  if (pattern === '*') return pattern;
  const path = pattern.replace(resourcePrefix, '');
  if (path === pattern || !matchesPattern(path.split('/')[0] ?? '', bucket)) {
    throw refuse('Policy has invalid resource');
  }
  return path;
}

function conditionText(condition: unknown): string {
  const keys = isFields(condition)
    ? Object.values(condition).flatMap((tests) => (isFields(tests) ? Object.keys(tests) : []))
    : [];
  return `Condition${keys.length > 0 ? ` (${keys.join(', ')})` : ''} in a bucket policy is not supported by Slipher`;
}

function checkFields(fields: Fields, known: string[], refuse: Refuse): void {
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) throw refuse(`Unknown field ${unknown}`);
}

function strings(value: unknown, message: string, refuse: Refuse): string[] {
  const list = [value].flat();
  if (list.length === 0 || !list.every((item) => typeof item === 'string')) throw refuse(message);
  return list as string[];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
