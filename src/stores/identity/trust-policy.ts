import { matchesPattern, namesPrincipal } from '#stores/identity/policy-text.ts';
import type { Principal } from '#stores/identity/principal.ts';

/** Who would take a role: one of AWS's services by its names, or a principal. */
export type Assuming = { services: readonly string[] } | { principal: Principal };

/** `conditional`: only a statement with conditions lets it, and those are not evaluated here. */
export type Trust = 'trusted' | 'conditional' | 'refused';

interface Statement {
  Effect?: unknown;
  Principal?: unknown;
  Action?: unknown;
  Condition?: unknown;
}

/**
 * Whether a role's trust policy lets somebody take the role (`sts:AssumeRole`). A deny outweighs every allow, whatever
 * its conditions; what cannot be read lets nobody.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function trustOf(policy: string, assuming: Assuming): Trust {
  const found = statementsOf(policy).filter(
    ({ Action, Principal }) => isAssumeRole(Action) && names(Principal, assuming),
  );
  if (found.some(({ Effect }) => Effect === 'Deny')) return 'refused';
  const allows = found.filter(({ Effect }) => Effect === 'Allow');
  if (allows.some(({ Condition }) => Condition === undefined)) return 'trusted';
  return allows.length > 0 ? 'conditional' : 'refused';
}

function statementsOf(policy: string): Statement[] {
  try {
    const { Statement } = JSON.parse(policy) as { Statement?: unknown };
    return listOf(Statement).filter((each): each is Statement => typeof each === 'object' && each !== null);
  } catch {
    return [];
  }
}

function isAssumeRole(action: unknown): boolean {
  return listOf(action).some(
    (each) => typeof each === 'string' && matchesPattern(each.toLowerCase(), 'sts:assumerole'),
  );
}

function names(principal: unknown, assuming: Assuming): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null) return false;
  const { AWS, Service } = principal as { AWS?: unknown; Service?: unknown };
  if ('services' in assuming) return listOf(Service).some((each) => assuming.services.includes(String(each)));
  return listOf(AWS).some((each) => namesPrincipal(String(each), assuming.principal));
}

/** One value, or a list of them. */
function listOf(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat();
}
