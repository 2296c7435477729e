import { type ApiModel, shapeOf } from '#aws/models/api-model.ts';
import { type JsonStructure, type JsonValue, RawJson } from '#aws/protocols/json/json-value.ts';

/**
 * The JSON of an answer, by its shape: timestamps as seconds since 1970 with milliseconds, blobs in base64, numbers
 * that JSON has no form for as text. Members that are undefined are left out; one that the shape lacks is our fault.
 */
export function writeOutput(model: ApiModel, shapeName: string | undefined, output: JsonStructure): string {
  return shapeName === undefined ? '{}' : writeValue(model, shapeName, output);
}

function writeValue(model: ApiModel, shapeName: string, value: JsonValue): string {
  if (value instanceof RawJson) return value.text;
  const shape = shapeOf(model, shapeName);
  switch (shape.type) {
    case 'structure':
      return writeMembers(value as JsonStructure, (name) => {
        const member = shape.members?.[name];
        if (member === undefined) throw new Error(`${shapeName} has no member ${name}`);
        return (found) => writeValue(model, member, found);
      });
    case 'map':
      return writeMembers(
        value as JsonStructure,
        () => (found) => writeValue(model, shape.value ?? '', found),
      );
    case 'list':
      return `[${(value as readonly JsonValue[]).map((member) => writeValue(model, shape.member ?? '', member)).join(',')}]`;
    case 'timestamp':
      return String((value as Date).getTime() / 1000);
    case 'blob':
      return JSON.stringify(Buffer.from(value as Uint8Array).toString('base64'));
    case 'integer':
    case 'long':
      return String(value);
    case 'float':
    case 'double':
      return Number.isFinite(value) ? String(value) : JSON.stringify(String(value));
    default:
      return JSON.stringify(value);
  }
}

function writeMembers(value: JsonStructure, writer: (name: string) => (member: JsonValue) => string): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${JSON.stringify(name)}:${writer(name)(member)}`);
  return `{${members.join(',')}}`;
}
