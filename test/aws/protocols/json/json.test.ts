import assert from 'node:assert/strict';
import test from 'node:test';
import { AwsError } from '#aws/aws-error.ts';
import { loadModel, shapeOf } from '#aws/models/api-model.ts';
import { errorBody } from '#aws/protocols/json/error-body.ts';
import { RawJson } from '#aws/protocols/json/json-value.ts';
import { ModelledError } from '#aws/protocols/json/modelled-error.ts';
import { readInput } from '#aws/protocols/json/read-input.ts';
import { validateInput } from '#aws/protocols/json/validate-input.ts';
import { writeOutput } from '#aws/protocols/json/write-output.ts';
import { model } from './model.ts';

test('an input of every type', () => {
  const json = `{"Name":"a","Count":1,"Big":2,"Ratio":0.5,"On":false,"At":1.5,"Bytes":"AQI=","Names":[{"name":"b"}],
    "Tags":{"x":"y"},"Kind":null}`;
  assert.deepEqual(readInput(model, 'Input', json), {
    Name: 'a',
    Count: 1,
    Big: 2,
    Ratio: 0.5,
    On: false,
    At: new Date(1500),
    Bytes: Buffer.from([1, 2]),
    Names: [{ name: 'b' }],
    Tags: { x: 'y' },
  });
  assert.deepEqual(readInput(model, 'Input', ''), {});
});

const unreadable: [string, string, string][] = [
  ['{"Name":', 'SerializationException', 'The request is not valid JSON.'],
  ['[]', 'SerializationException', 'Start of list found where not expected'],
  ['{"Name":1}', 'SerializationException', 'NUMBER_VALUE can not be converted to a String'],
  ['{"Count":"1"}', 'SerializationException', 'STRING_VALUE can not be converted to an Integer'],
  ['{"Count":1.5}', 'SerializationException', 'NUMBER_VALUE can not be converted to an Integer'],
  ['{"On":"yes"}', 'SerializationException', 'STRING_VALUE can not be converted to a Boolean'],
  ['{"Name":{}}', 'SerializationException', 'Start of structure or map found where not expected.'],
  ['{"Names":{}}', 'SerializationException', 'Start of structure or map found where not expected.'],
  ['{"Inner":{"other":1}}', 'NotImplemented', 'test: the member Inner.other is not known.'],
  ['{"constructor":1}', 'NotImplemented', 'test: the member constructor is not known.'],
];

for (const [json, code, message] of unreadable) {
  test(`refused: ${json}`, () => {
    assert.throws(() => readInput(model, 'Input', json), { code, message });
  });
}

const broken: [string, string][] = [
  ['{}', "Value null at 'name' failed to satisfy constraint: Member must not be null"],
  [
    '{"Name":""}',
    "Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
  ],
  [
    '{"Name":"A"}',
    "Value 'A' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
  ],
  [
    '{"Name":"a","Count":31}',
    "Value '31' at 'count' failed to satisfy constraint: Member must have value less than or equal to 30",
  ],
  [
    '{"Name":"a","Kind":"C"}',
    "Value 'C' at 'kind' failed to satisfy constraint: Member must satisfy enum value set: [A, B]",
  ],
  [
    '{"Name":"a","Names":[]}',
    "Value '[]' at 'names' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    '{"Name":"a","Names":[{"name":"b"},{}]}',
    "Value null at 'names.2.member.name' failed to satisfy constraint: Member must not be null",
  ],
];

for (const [json, message] of broken) {
  test(`not valid: ${json}`, () => {
    const count = message.split('; ').length;
    assert.throws(() => validateInput(model, 'Input', readInput(model, 'Input', json)), {
      code: 'ValidationException',
      message: `${count} validation error${count === 1 ? '' : 's'} detected: ${message}`,
    });
  });
}

test('an answer', () => {
  const text = writeOutput(model, 'Input', {
    Name: 'a"b',
    Count: undefined,
    Big: 9223372036854775807n,
    Ratio: Number.NaN,
    At: new Date(1598323175823),
    Bytes: Buffer.from([1, 2]),
    Names: new RawJson('[1]'),
    Tags: { x: 'y' },
  });
  assert.equal(
    text,
    '{"Name":"a\\"b","Big":9223372036854775807,"Ratio":"NaN","At":1598323175.823,"Bytes":"AQI=","Names":[1],"Tags":{"x":"y"}}',
  );
  assert.throws(() => writeOutput(model, 'Input', { Other: 1 }), /has no member Other/);
});

test('errors', () => {
  assert.deepEqual(errorBody(model, new ModelledError('Refused', 'no', { ResourceId: 'x' })), {
    status: 500,
    text: '{"__type":"Refused","message":"no","Message":"no","ResourceId":"x"}',
  });
  assert.deepEqual(errorBody(model, new AwsError('AccessDeniedException', 403, 'no')), {
    status: 403,
    text: '{"__type":"AccessDeniedException","message":"no"}',
  });
});

test('every shape that the committed model names is there', () => {
  const data = loadModel('redshift-data');
  for (const { input, output, errors } of Object.values(data.operations)) {
    for (const name of [input, output, ...errors]) assert.ok(name !== undefined && shapeOf(data, name));
  }
  for (const { members = {}, member } of Object.values(data.shapes)) {
    for (const name of [...Object.values(members), ...(member ? [member] : [])])
      assert.ok(shapeOf(data, name));
  }
});
