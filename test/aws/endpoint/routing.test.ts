import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import test from 'node:test';
import { findService } from '#aws/endpoint/find-service.ts';
import { type HostAddress, readHost } from '#aws/endpoint/host.ts';

const hosts: [host: string | undefined, address: HostAddress][] = [
  [undefined, {}],
  ['localhost:4566', {}],
  ['127.0.0.1:4566', {}],
  ['[::1]:4566', {}],
  ['slipher', {}],
  ['slipher.example.com', {}],
  ['s3', {}],
  ['s3.localhost:4566', { service: 's3' }],
  ['s3.us-east-1.localhost', { service: 's3' }],
  ['S3.Amazonaws.com', { service: 's3' }],
  ['lake.s3.localhost:4566', { service: 's3', bucket: 'lake' }],
  ['lake.s3.us-west-2.amazonaws.com', { service: 's3', bucket: 'lake' }],
  ['lake.s3-us-west-2.amazonaws.com', { service: 's3', bucket: 'lake' }],
  ['my.lake.s3.localhost', { service: 's3', bucket: 'my.lake' }],
  ['lake.localhost', { service: 's3', bucket: 'lake' }],
  ['iam.localhost', { service: 'iam' }],
  ['sts.us-east-1.amazonaws.com', { service: 'sts' }],
];

for (const [host, address] of hosts) {
  test(`host ${host}`, () => assert.deepEqual(readHost(host), address));
}

const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

const requests: [
  what: string,
  scope: string | undefined,
  headers: IncomingHttpHeaders,
  target: string,
  name: string,
  protocol: string,
][] = [
  ['signed for S3', 's3', {}, '/', 's3', 'rest-xml'],
  ['signed for IAM, whatever the host', 'iam', { host: 's3.localhost' }, '/', 'iam', 'query'],
  ['unsigned, with a host', undefined, { host: 'sts.localhost' }, '/', 'sts', 'query'],
  ['unsigned, with an action', undefined, {}, '/?Action=ListUsers&Version=2010-05-08', 'iam', 'query'],
  ['unsigned', undefined, {}, '/', 's3', 'rest-xml'],
  ['unsigned, with a form', undefined, form, '/', 'sts', 'query'],
  ['unsigned, with a form and a path', undefined, form, '/lake/key', 's3', 'rest-xml'],
  ['a service of paths we do not have', 'lambda', {}, '/2015-03-31/functions', 'lambda', 'json'],
  ['a service we do not have', 'ec2', form, '/', 'ec2', 'query'],
  [
    'a JSON service we do not have',
    'dynamodb',
    { 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    '/',
    'dynamodb',
    'json',
  ],
];

for (const [what, scope, headers, target, name, protocol] of requests) {
  test(`a request ${what}`, () => {
    const [path = '', rest = ''] = target.split('?');
    const found = findService(scope, headers, readHost(headers.host), path, new URLSearchParams(rest));
    assert.deepEqual(found, { name, protocol });
  });
}
