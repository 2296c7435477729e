/** A member of an input or of an answer, after timestamps and blobs were read. */
export type JsonValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | RawJson
  | undefined
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export type JsonStructure = { readonly [name: string]: JsonValue };

/** JSON that is already text and goes into an answer as it is. */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
