import { AwsError } from '#aws/aws-error.ts';
import type { JsonCaller } from '#aws/protocols/json/json-operation.ts';
import { ModelledError } from '#aws/protocols/json/modelled-error.ts';
import { iamDatabaseUser } from '#aws/services/redshift-data/caller.ts';
import type { RedshiftData } from '#aws/services/redshift-data/redshift-data.ts';
import type { DatabaseUser } from '#warehouse/data-api/connector.ts';
import type { Target } from '#warehouse/data-api/statement-record.ts';
import { requireTarget } from '#warehouse/data-api/target.ts';

/** Members that tell where to connect, and as whom. */
export interface ConnectionInput {
  ClusterIdentifier?: string;
  WorkgroupName?: string;
  Database?: string;
  DbUser?: string;
  SecretArn?: string;
}

/** Throws ValidationException for members that are missing or exclude each other, and for an unknown warehouse. */
export async function readConnection(
  { accountId, secrets }: RedshiftData,
  input: ConnectionInput,
  { principal }: JsonCaller,
): Promise<{ target: Target; user: DatabaseUser }> {
  const { ClusterIdentifier, WorkgroupName, Database, DbUser, SecretArn } = input;
  requireTarget({ clusterIdentifier: ClusterIdentifier, workgroupName: WorkgroupName }, accountId);
  if (DbUser !== undefined && SecretArn !== undefined) {
    throw new ModelledError('ValidationException', 'DbUser and SecretArn cannot be given together.');
  }
  if (!Database) throw new ModelledError('ValidationException', 'Database must be given.');
  const user = await readUser(secrets, DbUser, SecretArn, principal);
  const target: Target = {
    ...(ClusterIdentifier === undefined ? {} : { clusterIdentifier: ClusterIdentifier }),
    ...(WorkgroupName === undefined ? {} : { workgroupName: WorkgroupName }),
    database: Database,
    dbUser: user.name,
    ...(SecretArn === undefined ? {} : { secretArn: SecretArn }),
  };
  return { target, user };
}

async function readUser(
  secrets: RedshiftData['secrets'],
  dbUser: string | undefined,
  secretArn: string | undefined,
  principal: JsonCaller['principal'],
): Promise<DatabaseUser> {
  if (secretArn !== undefined) {
    if (secrets === undefined) {
      throw new AwsError(
        'NotImplemented',
        501,
        'redshift-data: SecretArn is not implemented by Slipher yet.',
      );
    }
    return { name: (await secrets.databaseUser(secretArn, principal.arn)).user };
  }
  return dbUser === undefined ? iamDatabaseUser(principal) : { name: dbUser };
}
