import type { QueryParameters } from '#aws/protocols/query/query-parameters.ts';
import type { IdentityStore } from '#stores/identity/identity-store.ts';
import type { Principal } from '#stores/identity/principal.ts';

/** An element of an answer: text, or elements by name; a list is written as `<member>`s, undefined not at all. */
export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue };

export interface QueryContext {
  principal: Principal;
  identity: IdentityStore;
}

/** One operation of a service of the query protocol. */
export interface QueryOperation {
  /** Parameters that it takes, and their prefixes (`Tags`). Others are refused by name. */
  parameters: readonly string[];
  /** The members of its result; undefined where it has none. Throws AwsError or IdentityError. */
  run(parameters: QueryParameters, context: QueryContext): { readonly [name: string]: XmlValue } | undefined;
}
