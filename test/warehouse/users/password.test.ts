import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { passwordVerifier } from '#warehouse/users/password.ts';
import { scramForm, sha256Form, verifierOf } from '#warehouse/users/password-forms.ts';
import { validUntil } from '#warehouse/users/valid-until.ts';

test('the md5 form is the one that the documentation computes', () => {
  assert.equal(verifierOf('ez', 'user1').md5, 'md5153c434b4b77c89e6b94f12c5393af5b');
});

test('the scram form is that of RFC 7677 section 3', () => {
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  assert.deepEqual(scramForm('pencil', salt), {
    iterations: 4096,
    salt: 'W22ZaJ0SNY7soEsUEjb6gQ==',
    storedKey: 'WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=',
    serverKey: 'wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  });
});

test('the sha256 form digests password and salt; each has a salt of its own', () => {
  const digest = createHash('sha256').update('Secret1xabc').digest('hex');
  assert.deepEqual(sha256Form('Secret1x', 'abc'), { digest, salt: 'abc' });
  assert.notEqual(sha256Form('Secret1x').salt, sha256Form('Secret1x').salt);
});

test('a password in clear text is kept in every form, never itself', () => {
  const verifier = passwordVerifier('Secret1x', 'bob');
  assert.deepEqual(Object.keys(verifier).sort(), ['disabled', 'md5', 'scram', 'sha256']);
  assert.ok(!JSON.stringify(verifier).includes('Secret1x'));
});

test('hashes are kept as they are written', () => {
  assert.deepEqual(passwordVerifier('md5153C434B4B77C89E6B94F12C5393AF5B', 'user1'), {
    md5: 'md5153c434b4b77c89e6b94f12c5393af5b',
    disabled: false,
  });
  const [digest, salt] = ['a'.repeat(64), 'b'.repeat(64)];
  assert.deepEqual(passwordVerifier(`sha256|${digest}|${salt}`, 'user1'), {
    sha256: { digest, salt },
    disabled: false,
  });
  const generated = passwordVerifier('sha256|Mypassword1', 'user1').sha256;
  assert.ok(generated);
  assert.deepEqual(sha256Form('Mypassword1', generated.salt), generated);
});

for (const [password, why] of [
  ['Short1', 'between 8 and 64'],
  [`Aa1${'x'.repeat(62)}`, 'between 8 and 64'],
  ['alllower1', 'upper case'],
  ['ALLUPPER1', 'lower case'],
  ['NoDigitsHere', 'number'],
  ['With space1', 'can only contain'],
  ["Quote'Abc1", 'can only contain'],
  ['At@sign1Abc', 'can only contain'],
  ['Slash/1Abc', 'can only contain'],
  ['Ünicode1Abc', 'can only contain'],
  ['sha256|short', 'between 8 and 64'],
  ['sha256|abc|def', 'digest or salt'],
  [`md5${'z'.repeat(32)}`, 'MD5'],
] as const) {
  test(`the password ${password} is refused: ${why}`, () => {
    assert.throws(() => passwordVerifier(password, 'bob'), { code: '22023', message: new RegExp(why) });
  });
}

for (const [text, expected] of [
  ['infinity', undefined],
  ['2030-01-01', '2030-01-01T00:00:00.000Z'],
  ['2030-1-2 3:04', '2030-01-02T03:04:00.000Z'],
  ['2030-01-01 10:00:00+02', '2030-01-01T08:00:00.000Z'],
  ['2030-01-01T10:00:00.5 UTC', '2030-01-01T10:00:00.500Z'],
] as const) {
  test(`VALID UNTIL '${text}' is read`, () => {
    const moment = validUntil(text);
    assert.equal(moment === undefined ? undefined : new Date(moment).toISOString(), expected);
  });
}

for (const text of ['soon', '2030-13-01', '2030-01-01 25:99', '']) {
  test(`VALID UNTIL '${text}' is no date`, () => {
    assert.throws(() => validUntil(text), { code: '22007' });
  });
}
