/** A refusal of the Data API, with the exception that its documentation names. */
export type DataApiErrorCode =
  | 'ValidationException'
  | 'ResourceNotFoundException'
  | 'ActiveStatementsExceededException'
  | 'ActiveSessionsExceededException'
  | 'ActiveWaitingRequestsExceededException'
  | 'DatabaseConnectionException'
  | 'QueryTimeoutException';

export class DataApiError extends Error {
  readonly code: DataApiErrorCode;
  /** What was not found. */
  readonly resourceId?: string;

  constructor(code: DataApiErrorCode, message: string, resourceId?: string) {
    super(message);
    this.name = 'DataApiError';
    this.code = code;
    if (resourceId !== undefined) this.resourceId = resourceId;
  }
}

export function invalid(message: string): DataApiError {
  return new DataApiError('ValidationException', message);
}

export function notFound(message: string, resourceId: string): DataApiError {
  return new DataApiError('ResourceNotFoundException', message, resourceId);
}
