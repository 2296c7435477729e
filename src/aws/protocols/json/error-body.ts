import type { AwsError } from '#aws/aws-error.ts';
import type { ApiModel } from '#aws/models/api-model.ts';
import { ModelledError } from '#aws/protocols/json/modelled-error.ts';

/**
 * An error's status and JSON. Clients look for `message`; a shape that spells it `Message` has it under that name too.
 */
export function errorBody(model: ApiModel, error: AwsError): { status: number; text: string } {
  const { code, message } = error;
  const shape = Object.hasOwn(model.shapes, code) ? model.shapes[code] : undefined;
  const text = JSON.stringify({
    __type: code,
    message,
    ...(shape?.members?.Message === undefined ? {} : { Message: message }),
    ...(error instanceof ModelledError ? error.members : {}),
  });
  return { status: shape?.status ?? error.status, text };
}
