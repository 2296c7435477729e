import { fail } from '#base/errors.ts';
import type { BoundArgument, FunctionDefinition } from '#sql/functions/definition.ts';
import { int4, longVarchar, sameLength } from '#sql/functions/return-types.ts';
import { quoteLiteral } from '#sql/quote.ts';

/** The engine's matcher has neither look-around nor back references. */
function beyondEngine(pattern: BoundArgument): boolean {
  return pattern.literal !== undefined && /\(\?(?:[=!>]|<[=!])|\\[1-9]/.test(pattern.literal);
}

function hasGroup(pattern: BoundArgument): boolean {
  return pattern.literal !== undefined && /(^|[^\\])\((?!\?)/.test(pattern.literal);
}

/** Letters of the parameters argument, which has to be a constant. */
function letters(parameters: BoundArgument | undefined, allowed: string): string {
  const text = parameters === undefined ? '' : parameters.literal;
  if (text === undefined) {
    throw fail('feature_not_supported', 'regular expression parameters must be a string literal');
  }
  for (const letter of text) {
    if (!allowed.includes(letter)) {
      throw fail('invalid_parameter_value', `invalid option of regexp function: ${letter}`);
    }
  }
  return text;
}

/** What follows the pattern in an engine call: the matcher's options. */
function engineOptions(parameters: string): string {
  return parameters.includes('i') ? ", 'i'" : '';
}

function isOne(argument: BoundArgument | undefined): boolean {
  return (
    argument === undefined || (/^(-?\d|-\d+)$/.test(argument.literal ?? '') && Number(argument.literal) <= 1)
  );
}

function sqlOr(argument: BoundArgument | undefined, otherwise: string): string {
  return argument === undefined ? otherwise : `CAST(${argument.sql} AS INTEGER)`;
}

/** The part of the text that is searched. */
function searched(source: BoundArgument, position: BoundArgument | undefined): string {
  return isOne(position)
    ? source.sql
    : `substring(${source.sql}, greatest(CAST(${position!.sql} AS INTEGER), 1))`;
}

/** regexp_count(source, pattern [, position [, parameters]]) */
function emitCount([source, pattern, position, parameters]: BoundArgument[]): string {
  const options = letters(parameters, 'cip');
  if (beyondEngine(pattern!)) {
    return `rs_regexp_count(${source!.sql}, ${pattern!.sql}, ${sqlOr(position, '1')}, ${quoteLiteral(options)})`;
  }
  const all = `regexp_extract_all(${searched(source!, position)}, ${pattern!.sql}, 0${engineOptions(options)})`;
  return `CAST(len(${all}) AS INTEGER)`;
}

/** Place of the first match, or of what follows it: the length of the shortest text before a match, and one. */
function firstPlace(source: string, pattern: string, options: string, end: boolean): string {
  const before = `length(regexp_extract(${source}, '^((?s:.*?))(?:' || ${pattern} || ')', 1${options}))`;
  const matched = end ? ` + length(regexp_extract(${source}, ${pattern}, 0${options}))` : '';
  const place = `${before}${matched} + 1`;
  return `CAST(CASE WHEN NOT regexp_matches(${source}, ${pattern}${options}) THEN 0 ELSE ${place} END AS INTEGER)`;
}

/** regexp_instr(source, pattern [, position [, occurrence [, option [, parameters]]]]) */
function emitInstr([source, pattern, position, occurrence, option, parameters]: BoundArgument[]): string {
  const options = letters(parameters, 'ciep');
  const first = occurrence === undefined || occurrence.literal === '1';
  const end = option?.literal === '1';
  const plain = isOne(position) && first && (option === undefined || end || option.literal === '0');
  if (plain && !options.includes('e') && !beyondEngine(pattern!)) {
    return firstPlace(source!.sql, pattern!.sql, engineOptions(options), end);
  }
  const places = [sqlOr(position, '1'), sqlOr(occurrence, '1'), sqlOr(option, '0')].join(', ');
  return `rs_regexp_instr(${source!.sql}, ${pattern!.sql}, ${places}, ${quoteLiteral(options)})`;
}

/** regexp_substr(source, pattern [, position [, occurrence [, parameters]]]) */
function emitSubstr([source, pattern, position, occurrence, parameters]: BoundArgument[]): string {
  const options = letters(parameters, 'ciep');
  if (beyondEngine(pattern!)) {
    const places = `${sqlOr(position, '1')}, ${sqlOr(occurrence, '1')}`;
    return `rs_regexp_substr(${source!.sql}, ${pattern!.sql}, ${places}, ${quoteLiteral(options)})`;
  }
  const group = options.includes('e') && hasGroup(pattern!) ? 1 : 0;
  const text = searched(source!, position);
  const call = `${text}, ${pattern!.sql}, ${group}${engineOptions(options)}`;
  if (occurrence === undefined || occurrence.literal === '1') return `regexp_extract(${call})`;
  return `rs_nth_match(regexp_extract_all(${call}), ${sqlOr(occurrence, '1')})`;
}

/** References to groups as the engine writes them. */
function engineReplacement(replacement: BoundArgument | undefined, perl: boolean): string {
  if (replacement === undefined) return "''";
  if (!perl) return replacement.sql;
  if (replacement.literal !== undefined) {
    return quoteLiteral(replacement.literal.replaceAll('\\', '\\\\').replace(/\$(\d)/g, '\\$1'));
  }
  return `regexp_replace(replace(${replacement.sql}, '\\', '\\\\'), '\\$(\\d)', '\\\\\\1', 'g')`;
}

/** regexp_replace(source, pattern [, replacement [, position [, parameters]]]): every match is replaced. */
function emitReplace([source, pattern, replacement, position, parameters]: BoundArgument[]): string {
  const options = letters(parameters, 'cip');
  if (beyondEngine(pattern!)) {
    const filled = replacement?.sql ?? "''";
    const places = `${filled}, ${sqlOr(position, '1')}, ${quoteLiteral(options)}`;
    return `rs_regexp_replace(${source!.sql}, ${pattern!.sql}, ${places})`;
  }
  const flags = options.includes('i') ? "'gi'" : "'g'";
  const filled = engineReplacement(replacement, options.includes('p'));
  const replaced = `regexp_replace(${searched(source!, position)}, ${pattern!.sql}, ${filled}, ${flags})`;
  if (isOne(position)) return replaced;
  return `(left(${source!.sql}, greatest(CAST(${position!.sql} AS INTEGER), 1) - 1) || ${replaced})`;
}

export const regularExpressions: FunctionDefinition[] = [
  {
    name: 'regexp_count',
    family: 'regular expression',
    overloads: [
      { args: ['string', 'string', 'integer', 'literal'], optional: 2, returns: int4, emit: emitCount },
    ],
  },
  {
    name: 'regexp_instr',
    family: 'regular expression',
    overloads: [
      {
        args: ['string', 'string', 'integer', 'integer', 'integer', 'literal'],
        optional: 4,
        returns: int4,
        emit: emitInstr,
      },
    ],
  },
  {
    name: 'regexp_substr',
    family: 'regular expression',
    overloads: [
      {
        args: ['string', 'string', 'integer', 'integer', 'literal'],
        optional: 3,
        returns: sameLength(0),
        emit: emitSubstr,
      },
    ],
  },
  {
    name: 'regexp_replace',
    family: 'regular expression',
    overloads: [
      {
        args: ['string', 'string', 'string', 'integer', 'literal'],
        optional: 3,
        returns: longVarchar,
        emit: emitReplace,
      },
    ],
    note: 'Where alternatives of different length match, the first one written wins, as in the Perl dialect.',
  },
];
