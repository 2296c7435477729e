import { invalid } from '#warehouse/data-api/data-api-error.ts';

/** The cluster and the workgroup that always exist: the warehouse on the main port. */
export const defaultName = 'default';
/** Of the default workgroup, in its ARN. */
export const defaultWorkgroupId = '00000000-0000-4000-8000-000000000001';

/** How a request names the warehouse. */
export interface TargetNames {
  clusterIdentifier?: string | undefined;
  workgroupName?: string | undefined;
}

/** Throws ValidationException unless exactly one warehouse is named, and it exists. */
export function requireTarget(names: TargetNames, accountId: string): void {
  const { clusterIdentifier, workgroupName } = names;
  if (clusterIdentifier !== undefined && workgroupName !== undefined) {
    throw invalid('ClusterIdentifier and WorkgroupName cannot be given together.');
  }
  if (clusterIdentifier === undefined && workgroupName === undefined) {
    throw invalid('Either ClusterIdentifier or WorkgroupName must be given.');
  }
  const name = clusterIdentifier ?? workgroupOf(workgroupName ?? '', accountId);
  if (name !== defaultName) throw invalid("Redshift endpoint doesn't exist in this region.");
}

/** The name in an ARN, or the name itself; undefined for another account's. */
function workgroupOf(text: string, accountId: string): string | undefined {
  const arn = /^arn:[^:]+:redshift-serverless:[^:]+:(\d{12}):workgroup\/(.+)$/.exec(text);
  if (!arn) return text;
  const [, account, path] = arn;
  return account === accountId && path === defaultWorkgroupId ? defaultName : undefined;
}
