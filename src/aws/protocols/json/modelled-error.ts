import { AwsError } from '#aws/aws-error.ts';

/** A refusal that a service's model names; its status and the spelling of its members are the model's. */
export class ModelledError extends AwsError {
  /** Beside the message: `ResourceId`. */
  readonly members: Readonly<Record<string, string>>;

  constructor(code: string, message: string, members: Readonly<Record<string, string>> = {}) {
    super(code, 400, message);
    this.name = 'ModelledError';
    this.members = members;
  }
}
