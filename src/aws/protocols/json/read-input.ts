import { AwsError } from '#aws/aws-error.ts';
import { type ApiModel, shapeOf } from '#aws/models/api-model.ts';
import type { JsonStructure, JsonValue } from '#aws/protocols/json/json-value.ts';

/**
 * Reads a request's JSON into values of an input's shape: timestamps become dates, blobs bytes, `null` is as absent.
 * Throws SerializationException for what is no JSON or of another type, with AWS's texts, and NotImplemented for a
 * member that the model does not know: the caller would believe that it has an effect.
 */
export function readInput(model: ApiModel, shapeName: string | undefined, text: string): JsonStructure {
  const json = parse(text === '' ? '{}' : text);
  if (shapeName === undefined) return {};
  return readValue(model, shapeName, json, '') as JsonStructure;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw serialization('The request is not valid JSON.');
  }
}

function readValue(model: ApiModel, shapeName: string, value: unknown, path: string): JsonValue {
  const shape = shapeOf(model, shapeName);
  switch (shape.type) {
    case 'structure':
      return readStructure(model, shapeName, asObject(value), path);
    case 'map':
      return mapEntries(asObject(value), (name, member) =>
        readValue(model, shape.value ?? '', member, `${path}.${name}`),
      );
    case 'list':
      return asList(value).map((member, index) =>
        readValue(model, shape.member ?? '', member, `${path}[${index}]`),
      );
    case 'string':
      return scalar(value, 'string', 'String');
    case 'boolean':
      return scalar(value, 'boolean', 'Boolean');
    case 'integer':
      return wholeNumber(value, 'Integer');
    case 'long':
      return wholeNumber(value, 'Long');
    case 'float':
    case 'double':
      return scalar(value, 'number', 'Double');
    case 'timestamp':
      return new Date(scalar(value, 'number', 'Timestamp') * 1000);
    case 'blob':
      return Buffer.from(scalar(value, 'string', 'Blob'), 'base64');
  }
}

function readStructure(
  model: ApiModel,
  shapeName: string,
  json: Record<string, unknown>,
  path: string,
): JsonStructure {
  const { members = {} } = shapeOf(model, shapeName);
  return mapEntries(json, (name, value) => {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    const place = path === '' ? name : `${path}.${name}`;
    if (member === undefined) {
      throw new AwsError('NotImplemented', 501, `${model.service}: the member ${place} is not known.`);
    }
    return readValue(model, member, value, place);
  });
}

function mapEntries(
  json: Record<string, unknown>,
  map: (name: string, value: unknown) => JsonValue,
): JsonStructure {
  const entries = Object.entries(json).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([name, value]) => [name, map(name, value)]));
}

function asObject(value: unknown): Record<string, unknown> {
  if (Array.isArray(value)) throw serialization('Start of list found where not expected');
  if (typeof value !== 'object' || value === null) {
    throw serialization(`Unexpected value of ${kindOf(value)} where a structure was expected`);
  }
  return value as Record<string, unknown>;
}

function asList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null) {
    throw serialization('Start of structure or map found where not expected.');
  }
  throw serialization(`Unexpected value of ${kindOf(value)} where a list was expected`);
}

function scalar(value: unknown, type: 'string', wanted: string): string;
function scalar(value: unknown, type: 'boolean', wanted: string): boolean;
function scalar(value: unknown, type: 'number', wanted: string): number;
function scalar(value: unknown, type: string, wanted: string): unknown {
  if (typeof value === type) return value;
  if (Array.isArray(value)) throw serialization('Start of list found where not expected');
  if (typeof value === 'object' && value !== null) {
    throw serialization('Start of structure or map found where not expected.');
  }
  throw serialization(`${kindOf(value)} can not be converted to ${article(wanted)} ${wanted}`);
}

function wholeNumber(value: unknown, wanted: 'Integer' | 'Long'): number {
  const number = scalar(value, 'number', wanted);
  if (!Number.isInteger(number))
    throw serialization(`NUMBER_VALUE can not be converted to ${article(wanted)} ${wanted}`);
  return number;
}

function article(word: string): string {
  return /^[AEIOU]/.test(word) ? 'an' : 'a';
}

function kindOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'STRING_VALUE';
    case 'number':
      return 'NUMBER_VALUE';
    case 'boolean':
      return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
    default:
      return 'NULL_VALUE';
  }
}

function serialization(message: string): AwsError {
  return new AwsError('SerializationException', 400, message);
}
