import { numberTemplate } from '#sql/engine/algorithms/number-template.ts';
import { engineType } from '#sql/engine-type.ts';
import { emitDateFormat, plainParseFormat } from '#sql/functions/date-format.ts';
import type { BoundArgument, EmitContext, FunctionDefinition } from '#sql/functions/definition.ts';
import { date, longVarchar, numeric, timestamptz } from '#sql/functions/return-types.ts';
import { zoneName } from '#sql/functions/zone-name.ts';
import { quoteLiteral } from '#sql/quote.ts';
import type { SqlType } from '#sql/types.ts';

/** TO_CHAR of a moment: built-ins for a constant template, else our own formatter row by row. */
function emitMomentToChar(args: BoundArgument[], context: EmitContext): string {
  const [moment, template] = args as [BoundArgument, BoundArgument];
  const local = moment.type.name === 'timestamp' ? moment.sql : `CAST(${moment.sql} AS TIMESTAMP)`;
  const zoned = `CAST(${moment.sql} AS TIMESTAMPTZ)`;
  const name = zoneName(context.setting('timezone'), zoned);
  if (template.literal !== undefined) {
    return emitDateFormat(template.literal, local, { moment: zoned, name });
  }
  return `rs_to_char_moment(epoch_us(${local}), ${template.sql}, ${name},
    epoch_us(timezone('UTC', ${local})) - epoch_us(${zoned}))`;
}

/** TO_DATE and TO_TIMESTAMP as a local TIMESTAMP. A plain template is tried with the engine's own reader first. */
function localMoment([text, template, strict]: BoundArgument[]): string {
  const own = `make_timestamp(rs_parse_date(${text!.sql}, ${template!.sql}, ${strict?.sql ?? 'false'}))`;
  const format = template!.literal === undefined ? undefined : plainParseFormat(template!.literal);
  return format === undefined ? own : `coalesce(try_strptime(${text!.sql}, ${quoteLiteral(format)}), ${own})`;
}

/** TO_NUMBER has the digits of its template. */
function numberType([, template]: BoundArgument[]): SqlType {
  const { before, after } = numberTemplate(template!.literal ?? '');
  return numeric(Math.min(Math.max(before + after, 1), 38), Math.min(after, 37));
}

const textClass = 'string' as const;

export const typeFormatting: FunctionDefinition[] = [
  {
    name: 'to_char',
    family: 'type formatting',
    overloads: [
      ...(['timestamp', 'timestamptz', 'date'] as const).map((moment) => ({
        args: [moment, textClass],
        returns: longVarchar,
        emit: emitMomentToChar,
      })),
      {
        args: ['number', textClass],
        returns: longVarchar,
        emit: 'rs_to_char_number(CAST({0} AS VARCHAR), {1})',
      },
    ],
    note: 'The numeric pattern EEEE is not supported.',
  },
  {
    name: 'to_date',
    family: 'type formatting',
    overloads: [
      {
        args: ['string', 'string', 'bool'],
        optional: 1,
        returns: date,
        emit: (args) => `CAST(${localMoment(args)} AS DATE)`,
      },
    ],
  },
  {
    name: 'to_timestamp',
    family: 'type formatting',
    overloads: [
      {
        args: ['string', 'string', 'bool'],
        optional: 1,
        returns: timestamptz,
        emit: (args) => `CAST(${localMoment(args)} AS TIMESTAMPTZ)`,
      },
    ],
  },
  {
    name: 'to_number',
    family: 'type formatting',
    overloads: [
      {
        args: ['string', 'literal'],
        returns: numberType,
        emit: (args) =>
          `CAST(rs_to_number(${args[0]!.sql}, ${args[1]!.sql}) AS ${engineType(numberType(args))})`,
      },
    ],
  },
];
