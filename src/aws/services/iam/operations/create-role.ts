import { AwsError } from '#aws/aws-error.ts';
import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';
import { describeRole } from '#aws/services/iam/describe.ts';

export const createRole: QueryOperation = {
  parameters: ['RoleName', 'AssumeRolePolicyDocument', 'Description', 'Path', 'MaxSessionDuration'],
  run(parameters, { identity }) {
    const [path, description] = [parameters.text('Path'), parameters.text('Description')];
    const name = parameters.required('RoleName');
    const trustPolicy = parameters.required('AssumeRolePolicyDocument');
    checkTrustPolicy(trustPolicy);
    // Nothing is kept of it: every role's sessions last the standard hour.
    parameters.integer('MaxSessionDuration', 3600, 3600);
    const role = identity.createRole({
      name,
      trustPolicy,
      ...(path === undefined ? {} : { path }),
      ...(description === undefined ? {} : { description }),
    });
    return { Role: describeRole(role) };
  },
};

/** Its grammar as far as a document without statements must not be kept. */
function checkTrustPolicy(text: string): void {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw new AwsError('MalformedPolicyDocument', 400, 'This policy contains invalid Json');
  }
  const statements = (policy as { Statement?: unknown } | null)?.Statement;
  const complete = [statements].flat().every((statement) => {
    const { Effect, Principal, Action } = (statement ?? {}) as Record<string, unknown>;
    return (Effect === 'Allow' || Effect === 'Deny') && Principal !== undefined && Action !== undefined;
  });
  if (statements !== undefined && complete) return;
  throw new AwsError('MalformedPolicyDocument', 400, 'Syntax errors in policy.');
}
