import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';
import { iamOperations } from '#aws/services/iam/operations.ts';
import { unservedIamOperations } from '#aws/services/iam/unserved-operations.ts';
import { operations as s3Operations } from '#aws/services/s3/dispatch.ts';
import { stsOperations } from '#aws/services/sts/operations.ts';
import { unservedStsOperations } from '#aws/services/sts/unserved-operations.ts';
import { type Page, page, table } from './page.ts';

export function awsOperationsPage(): Page {
  return page(
    'aws-operations.md',
    'AWS operations',
    'Of the endpoint on port 4566. What is not served is refused by its name (501 NotImplemented), and so is a parameter ' +
      'of a served operation of IAM and STS that is not listed here. Requests are signed by version 4, in the header ' +
      'or in the URL; S3 also takes URLs and forms signed by version 2.',
    [
      s3Section(),
      section('IAM', iamOperations, unservedIamOperations),
      section('STS', stsOperations, unservedStsOperations),
    ],
  );
}

function s3Section(): string {
  const served = s3Operations.filter(({ status }) => status !== 'unsupported');
  const rows = byName(served).map(({ name, status, note }) => [name, status, note]);
  const others = s3Operations.filter(({ status }) => status === 'unsupported').map(({ name }) => name);
  return `## S3\n\n${table(['operation', 'served', 'differences'], rows)}\n\n${notServed(others)}`;
}

function section(
  service: string,
  operations: Readonly<Record<string, QueryOperation>>,
  unserved: readonly string[],
): string {
  const rows = byName(Object.entries(operations).map(([name, { parameters }]) => ({ name, parameters }))).map(
    ({ name, parameters }) => [name, parameters.join(', ')],
  );
  return `## ${service}\n\n${table(['operation', 'parameters'], rows)}\n\n${notServed(unserved)}`;
}

function notServed(names: readonly string[]): string {
  return `Not served: ${[...new Set(names)].sort().join(', ')}.`;
}

function byName<Row extends { name: string }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
