import type { ServerResponse } from 'node:http';
import { AwsError } from '#aws/aws-error.ts';
import { wholeBody } from '#aws/body/whole-body.ts';
import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';
import { QueryParameters } from '#aws/protocols/query/query-parameters.ts';
import { writeElements } from '#aws/protocols/query/write-elements.ts';
import type { AwsRequest, AwsService } from '#aws/service.ts';
import { IdentityError, type IdentityStore } from '#stores/identity/identity-store.ts';

/** A service of the query protocol: parameters in a form, answers in XML. */
export interface QueryServiceDefinition {
  /** As in a signature's scope. */
  name: string;
  /** `Version` of its requests. */
  version: string;
  /** Of its answers. */
  namespace: string;
  operations: Readonly<Record<string, QueryOperation>>;
  /** Operations that AWS has and we do not: they are refused by name. */
  unserved: readonly string[];
}

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function queryService(definition: QueryServiceDefinition, identity: IdentityStore): AwsService {
  const writeError: AwsService['writeError'] = (response, error, requestId) => {
    const { code, message, status } = error;
    const body = writeElements({
      Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
      RequestId: requestId,
    });
    send(response, status, `<ErrorResponse xmlns="${definition.namespace}">${body}</ErrorResponse>`);
  };
  return {
    name: definition.name,
    allowsAnonymous: false,
    writeError,
    async handle(request) {
      try {
        send(request.response, 200, await answer(definition, identity, request));
      } catch (error) {
        if (!(error instanceof AwsError || error instanceof IdentityError)) throw error;
        writeError(request.response, error, request.requestId);
      }
    },
  };
}

async function answer(
  definition: QueryServiceDefinition,
  identity: IdentityStore,
  request: AwsRequest,
): Promise<string> {
  const parameters = new QueryParameters(await readParameters(request));
  const action = parameters.text('Action') ?? '';
  const operation = findOperation(definition, action, parameters);
  checkParameters(definition, action, operation, parameters);
  const result = operation.run(parameters, { principal: request.principal, identity });
  const body = writeElements({
    ...(result === undefined ? {} : { [`${action}Result`]: result }),
    ResponseMetadata: { RequestId: request.requestId },
  });
  return `<${action}Response xmlns="${definition.namespace}">${body}</${action}Response>`;
}

/** From the form that was posted, else from the URL. */
async function readParameters(request: AwsRequest): Promise<URLSearchParams> {
  const body = await wholeBody(request.body);
  return body.length > 0 ? new URLSearchParams(body.toString('utf8')) : request.query;
}

function findOperation(
  definition: QueryServiceDefinition,
  action: string,
  parameters: QueryParameters,
): QueryOperation {
  const version = parameters.text('Version') ?? 'NO_VERSION_SPECIFIED';
  const served = version === definition.version;
  if (served && definition.unserved.includes(action)) throw notImplemented(definition, action);
  const operation = Object.hasOwn(definition.operations, action) ? definition.operations[action] : undefined;
  if (served && operation !== undefined) return operation;
  if (action === '')
    throw new AwsError('MissingAction', 400, 'The request must contain the parameter Action.');
  throw new AwsError('InvalidAction', 400, `Could not find operation ${action} for version ${version}`);
}

/** What an operation does not know must not be passed over in silence: the caller would believe it was done. */
function checkParameters(
  definition: QueryServiceDefinition,
  action: string,
  operation: QueryOperation,
  parameters: QueryParameters,
): void {
  // A request in the URL carries its signature among the parameters.
  const common = /^(Action|Version|X-Amz-[A-Za-z0-9-]+)$/;
  for (const name of parameters.names()) {
    if (common.test(name)) continue;
    const [first = ''] = name.split('.');
    if (!operation.parameters.includes(first)) throw notImplemented(definition, `${first} of ${action}`);
  }
}

function notImplemented(definition: QueryServiceDefinition, what: string): AwsError {
  return new AwsError(
    'NotImplemented',
    501,
    `${definition.name}: ${what} is not implemented by Slipher yet.`,
  );
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
