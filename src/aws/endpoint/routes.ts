/** How requests of a service are told from others', besides the name in their signature's scope. */
export interface Route {
  /** As in a signature's scope. */
  service: string;
  /** `X-Amz-Target` before the dot, of the JSON protocols. */
  targets: readonly string[];
  /** `Version` of the query protocol. */
  versions: readonly string[];
  protocol: 'rest-xml' | 'query' | 'json';
}

/** One row per service of the endpoint. */
export const routes: readonly Route[] = [
  { service: 's3', targets: [], versions: [], protocol: 'rest-xml' },
  { service: 'iam', targets: [], versions: ['2010-05-08'], protocol: 'query' },
  { service: 'sts', targets: [], versions: ['2011-06-15'], protocol: 'query' },
  { service: 'redshift-data', targets: ['RedshiftData'], versions: [], protocol: 'json' },
];
