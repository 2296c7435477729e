import type { JsonStructure } from '#aws/protocols/json/json-value.ts';
import type { Principal } from '#stores/identity/principal.ts';

/** Who asks, and where. */
export interface JsonCaller {
  principal: Principal;
  region: string;
}

/**
 * One operation of a service of the JSON protocol. `input` was read and checked by the model, so that it has the shape
 * `Input`. Throws ModelledError or AwsError.
 */
export type JsonOperation<Service, Input> = (
  service: Service,
  input: Input,
  caller: JsonCaller,
) => Promise<JsonStructure> | JsonStructure;
