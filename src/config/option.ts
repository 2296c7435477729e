/** One option of a command: flag, environment variable, help and default come from this row. */
export interface Option {
  /** Long flag without dashes; the environment variable is SLIPHER_ and the flag in capitals. */
  flag: string;
  short?: string;
  kind: 'string' | 'number' | 'boolean' | 'choice';
  choices?: readonly string[];
  default?: string | number | boolean;
  /** Name of the value in help, such as PORT. */
  value?: string;
  help: string;
  /** Smallest and largest number. */
  range?: readonly [number, number];
  /** No environment variable: the option only makes sense on the command line. */
  flagOnly?: boolean;
}

export type OptionTable = Record<string, Option>;

type ValueOf<O extends Option> = O extends { kind: 'boolean' }
  ? boolean
  : O extends { kind: 'number'; default: number }
    ? number
    : O extends { kind: 'number' }
      ? number | undefined
      : O extends { choices: readonly (infer C)[]; default: string }
        ? C
        : O extends { default: string }
          ? string
          : string | undefined;

/** What a table of options yields once parsed. */
export type OptionValues<T extends OptionTable> = { [K in keyof T]: ValueOf<T[K]> };

export function environmentName(option: Option): string {
  return `SLIPHER_${option.flag.replaceAll('-', '_').toUpperCase()}`;
}
