import assert from 'node:assert/strict';
import test from 'node:test';
import { type Assuming, type Trust, trustOf } from '#stores/identity/trust-policy.ts';

const redshift: Assuming = { services: ['redshift.amazonaws.com'] };
const first: Assuming = {
  principal: { kind: 'role', arn: 'arn:aws:iam::000000000000:role/first', name: 'first' },
};
const allow = (principal: unknown, rest: object = {}) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'sts:AssumeRole',
  ...rest,
});
const service = { Service: 'redshift.amazonaws.com' };

const cases: [name: string, statements: unknown, who: Assuming, trust: Trust][] = [
  ['the service', allow(service), redshift, 'trusted'],
  [
    'one of several services',
    [allow({ Service: ['glue.amazonaws.com', service.Service] })],
    redshift,
    'trusted',
  ],
  ['another service', allow({ Service: 'ec2.amazonaws.com' }), redshift, 'refused'],
  ['everybody', allow('*'), redshift, 'trusted'],
  ['an account is no service', allow({ AWS: '*' }), redshift, 'refused'],
  ['any action of STS', allow(service, { Action: ['s3:*', 'sts:*'] }), redshift, 'trusted'],
  ['another action', allow(service, { Action: 'sts:TagSession' }), redshift, 'refused'],
  ['a deny outweighs', [allow(service), allow('*', { Effect: 'Deny' })], redshift, 'refused'],
  [
    'a condition',
    allow(service, { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }),
    redshift,
    'conditional',
  ],
  ['a role by its ARN', allow({ AWS: 'arn:aws:iam::000000000000:role/first' }), first, 'trusted'],
  ['a role by its account', allow({ AWS: 'arn:aws:iam::000000000000:root' }), first, 'trusted'],
  ['another role', allow({ AWS: 'arn:aws:iam::000000000000:role/second' }), first, 'refused'],
  ['a service is no role', allow(service), first, 'refused'],
  ['no statement', [], redshift, 'refused'],
];

for (const [name, Statement, who, trust] of cases) {
  test(name, () => assert.equal(trustOf(JSON.stringify({ Statement }), who), trust));
}

test('what is no policy trusts nobody', () => {
  for (const text of ['', '{}', 'null', '[1]', '{"Statement":"x"}', '{"Statement":[null]}']) {
    assert.equal(trustOf(text, redshift), 'refused', text);
  }
});
