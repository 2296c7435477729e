import { fail, type RedshiftError } from '#base/errors.ts';

/** One session setting: its name in lower case, its default as SHOW prints it, and what SET accepts. */
export interface SettingDefinition {
  name: string;
  default: string;
  /** From what SET was given (list items, quotes removed) to the value kept. Throws 22023. */
  read: (items: string[], name: string) => string;
  description: string;
  /** Name under which a change is told to the client (ParameterStatus). */
  reported?: string;
  /** SET refuses it: 55P02. */
  readOnly?: boolean;
  /** Left out of SHOW ALL, which lists Redshift's own settings. */
  hidden?: boolean;
}

export function invalidValue(name: string, value: string): RedshiftError {
  return fail('invalid_parameter_value', `invalid value for parameter "${name}": "${value}"`);
}

/** Booleans keep the words of their default: `on`/`off` or `true`/`false`. */
export function boolean(words: 'on/off' | 'true/false'): SettingDefinition['read'] {
  const [yes, no] = words.split('/') as [string, string];
  return (items, name) => {
    const value = single(items, name);
    if (/^(?:on|t|tr|tru|true|y|ye|yes|1)$/i.test(value)) return yes;
    if (/^(?:of|off|f|fa|fal|fals|false|n|no|0)$/i.test(value)) return no;
    throw fail('invalid_parameter_value', `parameter "${name}" requires a Boolean value`);
  };
}

/** Whole numbers in a range. */
export function integer(low: number, high: number): SettingDefinition['read'] {
  return (items, name) => {
    const text = single(items, name).trim();
    const value = Number(text);
    if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(value)) {
      throw fail('invalid_parameter_value', `parameter "${name}" requires an integer value`);
    }
    if (value < low || value > high) {
      const range = `(${low} .. ${high})`;
      throw fail(
        'invalid_parameter_value',
        `${value} is outside the valid range for parameter "${name}" ${range}`,
      );
    }
    return String(value);
  };
}

export function number(low: number, high: number): SettingDefinition['read'] {
  return (items, name) => {
    const text = single(items, name).trim();
    const value = Number(text);
    if (text === '' || !Number.isFinite(value) || value < low || value > high) throw invalidValue(name, text);
    return text;
  };
}

/** One of some words, kept in the case given here. */
export function choice(...words: string[]): SettingDefinition['read'] {
  return (items, name) => {
    const value = single(items, name);
    const known = words.find((word) => word.toLowerCase() === value.toLowerCase());
    if (known === undefined) throw invalidValue(name, value);
    return known;
  };
}

/** Any text up to so many characters; what is longer is cut, as PostgreSQL does with names. */
export function text(lengthMax = 65_535): SettingDefinition['read'] {
  return (items) => items.join(', ').slice(0, lengthMax);
}

export function single(items: string[], name: string): string {
  if (items.length !== 1) throw fail('invalid_parameter_value', `SET ${name} takes only one argument`);
  return items[0]!;
}
