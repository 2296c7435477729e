import type { ApiModel } from '#aws/models/api-model.ts';

/** A small model with every type and constraint. */
export const model: ApiModel = {
  service: 'test',
  targetPrefix: 'Test',
  jsonVersion: '1.1',
  operations: { Do: { input: 'Input', output: 'Input', errors: ['Refused'] } },
  shapes: {
    Input: {
      type: 'structure',
      required: ['Name'],
      members: {
        Name: 'Name',
        Count: 'Count',
        Big: 'Long',
        Ratio: 'Double',
        On: 'Boolean',
        At: 'Time',
        Bytes: 'Blob',
        Names: 'Names',
        Tags: 'Tags',
        Kind: 'Kind',
        Inner: 'Inner',
      },
    },
    Inner: { type: 'structure', required: ['name'], members: { name: 'Name' } },
    Name: { type: 'string', min: 1, max: 5, pattern: '[a-z]+' },
    Count: { type: 'integer', min: 1, max: 30 },
    Long: { type: 'long' },
    Double: { type: 'double' },
    Boolean: { type: 'boolean' },
    Time: { type: 'timestamp' },
    Blob: { type: 'blob' },
    Names: { type: 'list', member: 'Inner', min: 1, max: 2 },
    Tags: { type: 'map', key: 'Name', value: 'Name' },
    Kind: { type: 'string', enum: ['A', 'B'] },
    Refused: { type: 'structure', members: { Message: 'Name' }, status: 500 },
  },
};
