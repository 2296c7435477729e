import type { IncomingHttpHeaders } from 'node:http';
import type { HostAddress } from '#aws/endpoint/host.ts';
import { type Route, routes } from '#aws/endpoint/routes.ts';

/** A request's service by name, served or not, and the protocol in which to answer it. */
export interface FoundService {
  name: string;
  protocol: Route['protocol'];
}

/**
 * The service that a request is for: by the scope of its signature, else its target header, its host, its action;
 * else S3, whose requests may be unsigned and look like anything.
 */
export function findService(
  scopeService: string | undefined,
  headers: IncomingHttpHeaders,
  host: HostAddress,
  rawPath: string,
  query: URLSearchParams,
): FoundService {
  const target = String(headers['x-amz-target'] ?? '').split('.')[0];
  const version = query.get('Version');
  const form = /^application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? '');
  // A form with a path is an upload to S3 by a client that did not say what it sends.
  const byQuery = rawPath === '/' && (query.has('Action') || form);
  const route = scopeService
    ? routes.find(({ service }) => service === scopeService)
    : (routes.find(({ targets }) => target && targets.includes(target)) ??
      routes.find(({ service }) => service === host.service) ??
      (byQuery ? routes.find(({ versions }) => version !== null && versions.includes(version)) : undefined));
  if (route !== undefined) return { name: route.service, protocol: route.protocol };
  if (target) return { name: scopeService ?? target, protocol: 'json' };
  if (byQuery) return { name: scopeService ?? 'sts', protocol: 'query' };
  // Most of the services that we do not have, and are told from nothing else, speak JSON.
  return scopeService === undefined
    ? { name: 's3', protocol: 'rest-xml' }
    : { name: scopeService, protocol: 'json' };
}
