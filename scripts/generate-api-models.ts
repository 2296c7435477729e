// Writes src/aws/models/<service>.json from botocore's service models, which scripts/set-up-clients.ts installs:
// operations, shapes and their constraints, without the documentation.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const services = ['redshift-data'];

interface SourceShape {
  type: string;
  members?: Record<string, { shape: string }>;
  member?: { shape: string };
  key?: { shape: string };
  value?: { shape: string };
  required?: string[];
  enum?: string[];
  min?: number;
  max?: number;
  pattern?: string;
  exception?: boolean;
  fault?: boolean;
  error?: { code?: string; httpStatusCode?: number };
}

interface SourceModel {
  metadata: { targetPrefix?: string; jsonVersion?: string; signingName?: string; endpointPrefix: string };
  operations: Record<
    string,
    { input?: { shape: string }; output?: { shape: string }; errors?: { shape: string }[] }
  >;
  shapes: Record<string, SourceShape>;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const library = join(root, '.cache', 'clients', 'aws', 'lib');
const python = readdirSync(library).find((name) => name.startsWith('python3'));
if (python === undefined) throw new Error('botocore is not there; run scripts/set-up-clients.ts');
const data = join(library, python, 'site-packages', 'botocore', 'data');

for (const service of services) {
  const source = readModel(service);
  const file = join(root, 'src', 'aws', 'models', `${service}.json`);
  writeFileSync(file, `${JSON.stringify(compact(source))}\n`);
}

function readModel(service: string): SourceModel {
  const version = readdirSync(join(data, service)).sort().at(-1) ?? '';
  const bytes = readFileSync(join(data, service, version, 'service-2.json.gz'));
  return JSON.parse(gunzipSync(bytes).toString('utf8')) as SourceModel;
}

function compact({ metadata, operations, shapes }: SourceModel): unknown {
  return {
    service: metadata.signingName ?? metadata.endpointPrefix,
    targetPrefix: metadata.targetPrefix,
    jsonVersion: metadata.jsonVersion,
    operations: mapValues(operations, ({ input, output, errors = [] }) => ({
      input: input?.shape,
      output: output?.shape,
      errors: errors.map(({ shape }) => shape),
    })),
    shapes: mapValues(shapes, (shape) => ({
      type: shape.type,
      members: shape.members && mapValues(shape.members, (member) => member.shape),
      member: shape.member?.shape,
      key: shape.key?.shape,
      value: shape.value?.shape,
      required: shape.required,
      enum: shape.enum,
      min: shape.min,
      max: shape.max,
      pattern: shape.pattern,
      status: shape.exception ? (shape.error?.httpStatusCode ?? (shape.fault ? 500 : 400)) : undefined,
    })),
  };
}

function mapValues<From, To>(values: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
