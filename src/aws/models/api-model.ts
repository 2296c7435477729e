import { readFileSync } from 'node:fs';

/** A service's operations and shapes, as `scripts/generate-api-models.ts` writes them. */
export interface ApiModel {
  /** As in a signature's scope. */
  service: string;
  /** `X-Amz-Target` before the dot. */
  targetPrefix: string;
  jsonVersion: string;
  operations: Readonly<Record<string, ApiOperation>>;
  shapes: Readonly<Record<string, ApiShape>>;
}

/** Names of shapes. */
export interface ApiOperation {
  input?: string;
  output?: string;
  errors: readonly string[];
}

export interface ApiShape {
  type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'boolean'
    | 'integer'
    | 'long'
    | 'float'
    | 'double'
    | 'timestamp'
    | 'blob';
  /** Of a structure: the name of each member's shape. */
  members?: Readonly<Record<string, string>>;
  required?: readonly string[];
  /** Of a list. */
  member?: string;
  /** Of a map. */
  key?: string;
  value?: string;
  enum?: readonly string[];
  /** Of a number's value, a string's or a list's length. */
  min?: number;
  max?: number;
  pattern?: string;
  /** HTTP status of an error. */
  status?: number;
}

/** Reads a service's model. It is some tens of kilobytes, so services do it at their first request. */
export function loadModel(service: 'redshift-data'): ApiModel {
  return JSON.parse(readFileSync(new URL(`./${service}.json`, import.meta.url), 'utf8')) as ApiModel;
}

/** Throws where the model refers to a shape that it does not have. */
export function shapeOf(model: ApiModel, name: string): ApiShape {
  const shape = model.shapes[name];
  if (shape === undefined) throw new Error(`the model of ${model.service} has no shape ${name}`);
  return shape;
}
