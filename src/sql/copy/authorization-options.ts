import type { LoadOptionTable } from '#sql/copy/load-option.ts';

const keyConflicts = ['IAM_ROLE', 'CREDENTIALS'];
const clientSide = 'Client-side encryption (MASTER_SYMMETRIC_KEY)';

/** Who reads or writes the objects: the same for COPY and UNLOAD. */
export const authorizationOptions = {
  IAM_ROLE: {
    shape: 'word',
    argument: "{ default | 'SESSION' | 'arn[,arn …]' }",
    help: 'The role whose permissions count; several ARNs are assumed one after the other.',
    conflicts: ['CREDENTIALS'],
  },
  CREDENTIALS: {
    shape: 'text',
    argument: "'aws_iam_role=…' | 'aws_access_key_id=…;aws_secret_access_key=…[;token=…]'",
    help: 'A role or a key in one string.',
  },
  ACCESS_KEY_ID: { shape: 'text', argument: "'id'", help: 'The access key.', conflicts: keyConflicts },
  SECRET_ACCESS_KEY: {
    shape: 'text',
    argument: "'secret'",
    help: "The access key's secret.",
    conflicts: keyConflicts,
  },
  SESSION_TOKEN: {
    shape: 'text',
    argument: "'token'",
    help: 'The token of temporary keys.',
    conflicts: keyConflicts,
  },
  MASTER_SYMMETRIC_KEY: {
    shape: 'text',
    argument: "'key'",
    help: 'Client-side encryption.',
    notSupported: clientSide,
  },
  REGION: { shape: 'word', argument: "'region'", default: "the warehouse's", help: 'Region of the bucket.' },
} satisfies LoadOptionTable;
