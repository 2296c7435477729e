import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import type { SqlType } from '#sql/types.ts';

/** What becomes of a field: a value as text (null for NULL) or a problem. */
export type Outcome = { value: string | null } | { problem: string };

export interface ConversionCase {
  field: string | null;
  outcome: Outcome;
}

/** A heading of conversion.cases with its lines. */
export interface ConversionSection {
  heading: string;
  type: SqlType;
  notNull: boolean;
  options: ConversionOptions;
  cases: ConversionCase[];
}

export const defaultConversion: ConversionOptions = {
  acceptAnyDate: false,
  blanksAsNull: false,
  dateFormat: { kind: 'default' },
  emptyAsNull: false,
  encoding: 'UTF8',
  nullAs: '\\N',
  nullAsGiven: false,
  roundDecimals: false,
  timeFormat: { kind: 'default' },
  trimBlanks: false,
  truncateColumns: false,
};

export function readConversionCases(text: string): ConversionSection[] {
  return text
    .split(/^== /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      return { heading, ...readHeading(heading), cases: lines.filter((line) => line !== '').map(readCase) };
    });
}

function readHeading(heading: string): Omit<ConversionSection, 'heading' | 'cases'> {
  const notNull = heading.endsWith(' not null');
  const [written = '', ...words] = heading.replace(/ not null$/, '').split(/ (?=[a-z])/);
  const options: Record<string, unknown> = { ...defaultConversion };
  for (const word of words) {
    const [name = '', value] = word.split('=');
    options[name] = value === undefined ? true : format(value);
  }
  return {
    type: readType(written),
    notNull,
    options: options as unknown as ConversionOptions,
  };
}

function format(text: string): { kind: string; pattern?: string } {
  return ['auto', 'epochsecs', 'epochmillisecs'].includes(text)
    ? { kind: text }
    : { kind: 'pattern', pattern: text };
}

function readType(text: string): SqlType {
  const [, name, size, scale] = /^(\w+)(?:\((\d+)(?:,(\d+))?\))?$/.exec(text)!;
  if (name === 'numeric') return { name, precision: Number(size), scale: Number(scale) };
  return (size === undefined ? { name } : { name, length: Number(size) }) as SqlType;
}

function readCase(line: string): ConversionCase {
  const [, field = '', sign, rest = ''] = /^(.*?) (=>|!) (.*)$/.exec(line)!;
  return {
    field: readText(field),
    outcome: sign === '!' ? { problem: rest } : { value: readText(rest) },
  };
}

function readText(text: string): string | null {
  if (text === 'NULL') return null;
  return text.startsWith('"') ? (JSON.parse(text) as string) : text;
}
