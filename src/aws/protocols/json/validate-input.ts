import { type ApiModel, type ApiShape, shapeOf } from '#aws/models/api-model.ts';
import type { JsonStructure, JsonValue } from '#aws/protocols/json/json-value.ts';
import { ModelledError } from '#aws/protocols/json/modelled-error.ts';

/**
 * Checks an input against its model's constraints: required members, enumerations, lengths, ranges and patterns.
 * Throws one ValidationException that names them all, in AWS's words.
 */
export function validateInput(model: ApiModel, shapeName: string | undefined, input: JsonStructure): void {
  if (shapeName === undefined) return;
  const problems = [...structureProblems(model, shapeOf(model, shapeName), input, '')];
  if (problems.length === 0) return;
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'}`;
  throw new ModelledError('ValidationException', `${count} detected: ${problems.join('; ')}`);
}

function* problemsOf(model: ApiModel, shapeName: string, value: JsonValue, path: string): Generator<string> {
  const shape = shapeOf(model, shapeName);
  for (const constraint of brokenConstraints(shape, value)) {
    yield `Value '${valueText(value)}' at '${path}' failed to satisfy constraint: ${constraint}`;
  }
  if (shape.type === 'structure') yield* structureProblems(model, shape, value as JsonStructure, path);
  if (shape.type === 'list') {
    for (const [index, member] of (value as readonly JsonValue[]).entries()) {
      yield* problemsOf(model, shape.member ?? '', member, `${path}.${index + 1}.member`);
    }
  }
  if (shape.type === 'map') {
    for (const [name, member] of Object.entries(value as JsonStructure)) {
      yield* problemsOf(model, shape.value ?? '', member, `${path}.${name}.member`);
    }
  }
}

function* structureProblems(
  model: ApiModel,
  { members = {}, required = [] }: ApiShape,
  value: JsonStructure,
  path: string,
): Generator<string> {
  for (const [name, member] of Object.entries(members)) {
    const place = path === '' ? lowerFirst(name) : `${path}.${lowerFirst(name)}`;
    const found = value[name];
    if (found !== undefined) yield* problemsOf(model, member, found, place);
    else if (required.includes(name)) {
      yield `Value null at '${place}' failed to satisfy constraint: Member must not be null`;
    }
  }
}

function* brokenConstraints(shape: ApiShape, value: JsonValue): Generator<string> {
  const { min, max, pattern } = shape;
  if (shape.enum && !shape.enum.includes(value as string)) {
    yield `Member must satisfy enum value set: [${shape.enum.join(', ')}]`;
  }
  const measure = typeof value === 'number' ? { what: 'value', size: value } : lengthOf(value);
  if (measure !== undefined && max !== undefined && measure.size > max) {
    yield `Member must have ${measure.what} less than or equal to ${max}`;
  }
  if (measure !== undefined && min !== undefined && measure.size < min) {
    yield `Member must have ${measure.what} greater than or equal to ${min}`;
  }
  if (pattern !== undefined && typeof value === 'string' && !matches(pattern, value)) {
    yield `Member must satisfy regular expression pattern: ${pattern}`;
  }
}

function lengthOf(value: JsonValue): { what: string; size: number } | undefined {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) {
    return { what: 'length', size: value.length };
  }
  return undefined;
}

/** A pattern of a model must fit the whole value. */
function matches(pattern: string, value: string): boolean {
  return new RegExp(`^(?:${pattern})$`, 'u').test(value);
}

/** As Java prints it. */
function valueText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array)
    return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
