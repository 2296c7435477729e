import { fail } from '#base/errors.ts';
import type { Copy, Span } from '#sql/ast.ts';
import { bindCopyTarget } from '#sql/bind/copy-target.ts';
import type { Authorization } from '#sql/copy/copy-options.ts';
import { readCopyOptions } from '#sql/copy/read-copy-options.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import { checkPrivileges } from '#warehouse/users/check-privileges.ts';

/**
 * COPY … JOB CREATE name [AUTO ON | OFF] (Amazon Redshift, "COPY JOB"). The table must be there and the user may insert into it;
 * role, bucket and files are looked at when the job runs.
 */
export async function createCopyJob(statement: Copy & Span, context: SessionContext): Promise<void> {
  context.requireOutsideTransaction('COPY JOB CREATE');
  const options = readCopyOptions(statement);
  const iamRole = roleOf(options.authorization, statement);
  if (!options.job) throw new Error('the COPY has no job clause');
  const { name, auto } = options.job;
  const { database, catalog, session } = context;
  await lockName(context, database.oid, `copy job ${name}`);
  if (catalog.copyJob(database.oid, name)) {
    throw fail('duplicate_object', `copy job "${name}" already exists`);
  }
  const { table, use } = bindCopyTarget(statement, options.load.explicitIds, context.bindContext());
  checkPrivileges([use], session.user, catalog);
  if (table.temporary) {
    throw fail('invalid_table_definition', 'a COPY JOB cannot load into a temporary table', {
      position: statement.table.pos,
    });
  }
  const row = {
    id: catalog.nextOid(),
    databaseOid: database.oid,
    name,
    owner: session.user.id,
    auto,
    text: textOf(statement, context.text),
    schemaName: table.schema,
    caseSensitive: session.setting('enable_case_sensitive_identifier') === 'true',
    bucket: options.source.bucket,
    prefix: options.source.key,
    iamRole,
    created: nowMicroseconds(),
  };
  await context.apply(catalog.putCopyJob(row));
}

/** The job clause of a COPY, where it has one. */
export function isCopyJob({ options }: Copy): boolean {
  return options.some(({ name }) => name === 'JOB CREATE');
}

/** The COPY without its job clause, which is at its end. */
function textOf({ pos, options }: Copy & Span, text: string): string {
  const clause = options.find(({ name }) => name === 'JOB CREATE');
  return text.slice(pos, clause?.pos).trimEnd();
}

/** A job runs without its user: what it may read, a role says. */
function roleOf(authorization: Authorization, { pos }: Span): string {
  if (authorization.kind === 'roles') return authorization.arns.join(',');
  throw fail('feature_not_supported', 'A COPY JOB needs IAM_ROLE with the ARN of a role', {
    position: pos,
    hint: 'Keys, IAM_ROLE default and IAM_ROLE SESSION cannot be kept in a job.',
  });
}
