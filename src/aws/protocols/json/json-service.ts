import type { ServerResponse } from 'node:http';
import { AwsError } from '#aws/aws-error.ts';
import { wholeBody } from '#aws/body/whole-body.ts';
import type { ApiModel } from '#aws/models/api-model.ts';
import { errorBody } from '#aws/protocols/json/error-body.ts';
import type { JsonOperation } from '#aws/protocols/json/json-operation.ts';
import { readInput } from '#aws/protocols/json/read-input.ts';
import { validateInput } from '#aws/protocols/json/validate-input.ts';
import { writeOutput } from '#aws/protocols/json/write-output.ts';
import type { AwsRequest, AwsService } from '#aws/service.ts';

/** A service of the JSON protocol: the operation in a header, members in JSON. */
export interface JsonServiceDefinition<Service> {
  /** As in a signature's scope. */
  name: string;
  /** Called at the first request. */
  model: () => ApiModel;
  /** One row per operation that is served; others of the model are refused by name. */
  // biome-ignore lint/suspicious/noExplicitAny: the model has checked the input, whose type differs by operation
  operations: Readonly<Record<string, JsonOperation<Service, any>>>;
  /** What the operations work on. */
  service: Service;
  /** The protocol's error for one that the service below throws; undefined for what is our own fault. */
  translate?: (error: unknown) => AwsError | undefined;
}

/** https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function jsonService<Service>(definition: JsonServiceDefinition<Service>): AwsService {
  let loaded: ApiModel | undefined;
  const model = () => (loaded ??= definition.model());
  const refuse = (response: ServerResponse, error: AwsError) => {
    const { status, text } = errorBody(model(), error);
    response.setHeader('x-amzn-errortype', error.code);
    send(response, status, model().jsonVersion, text);
  };
  return {
    name: definition.name,
    allowsAnonymous: false,
    writeError: (response, { code, status, message }) =>
      refuse(response, new AwsError(code, status, message)),
    async handle(request) {
      try {
        const text = await answer(definition, model(), request);
        send(request.response, 200, model().jsonVersion, text);
      } catch (error) {
        const known = error instanceof AwsError ? error : definition.translate?.(error);
        if (known === undefined) throw error;
        refuse(request.response, known);
      }
    },
  };
}

async function answer<Service>(
  definition: JsonServiceDefinition<Service>,
  model: ApiModel,
  request: AwsRequest,
): Promise<string> {
  const name = operationName(model, String(request.message.headers['x-amz-target'] ?? ''));
  const shapes = model.operations[name];
  const body = (await wholeBody(request.body)).toString('utf8');
  const run = Object.hasOwn(definition.operations, name) ? definition.operations[name] : undefined;
  if (run === undefined) {
    throw new AwsError('NotImplemented', 501, `${model.service}: ${name} is not implemented by Slipher yet.`);
  }
  const input = readInput(model, shapes?.input, body);
  validateInput(model, shapes?.input, input);
  const { principal, region } = request;
  return writeOutput(model, shapes?.output, await run(definition.service, input, { principal, region }));
}

function operationName(model: ApiModel, target: string): string {
  const [prefix, name = ''] = target.split('.');
  if (prefix === model.targetPrefix && Object.hasOwn(model.operations, name)) return name;
  throw new AwsError('UnknownOperationException', 400, '');
}

function send(response: ServerResponse, status: number, version: string, text: string): void {
  response.writeHead(status, {
    'content-type': `application/x-amz-json-${version}`,
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
