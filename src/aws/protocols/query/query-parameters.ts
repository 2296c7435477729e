import { AwsError } from '#aws/aws-error.ts';

/** Parameters of a request in the query protocol, by name. */
export class QueryParameters {
  readonly #values: URLSearchParams;

  constructor(values: URLSearchParams) {
    this.#values = values;
  }

  names(): string[] {
    return [...new Set(this.#values.keys())];
  }

  /** Undefined where it is not there or empty. */
  text(name: string): string | undefined {
    return this.#values.get(name) || undefined;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw this.invalid(name, 'Member must not be null');
    return value;
  }

  /** Throws ValidationError for what is not a whole number of that range. */
  integer(name: string, least: number, most: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw this.invalid(name, `Member must be a number from ${least} to ${most}`);
  }

  choice<Value extends string>(name: string, values: readonly Value[]): Value {
    const text = this.required(name);
    const found = values.find((value) => value === text);
    if (found !== undefined) return found;
    throw this.invalid(name, `Member must satisfy enum value set: [${values.join(', ')}]`);
  }

  /** The refusal of a parameter's value, as AWS words it. */
  invalid(name: string, constraint: string): AwsError {
    const member = name.charAt(0).toLowerCase() + name.slice(1);
    const value = this.text(name);
    const shown = value === undefined ? 'null' : `'${value}'`;
    return new AwsError(
      'ValidationError',
      400,
      `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: ${constraint}`,
    );
  }
}
