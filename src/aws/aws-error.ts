/** A refusal of a request, with the code, HTTP status and text that AWS gives it. Services put it into their protocol. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** What it was about, where the protocol has a place for it: `bucket/key`. */
  readonly resource?: string;

  constructor(code: string, status: number, message: string, resource?: string) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
    if (resource !== undefined) this.resource = resource;
  }
}
