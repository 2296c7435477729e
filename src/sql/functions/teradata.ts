import { fail, notSupported } from '#base/errors.ts';
import { engineType } from '#sql/engine-type.ts';
import type { BoundArgument, FunctionDefinition } from '#sql/functions/definition.ts';
import { int4, int8, numeric } from '#sql/functions/return-types.ts';
import type { SqlType } from '#sql/types.ts';

function wholeConstant(argument: BoundArgument | undefined, otherwise: number): number {
  if (argument === undefined) return otherwise;
  if (/^\d{1,2}$/.test(argument.literal ?? '')) return Number(argument.literal);
  throw fail('invalid_parameter_value', 'precision and scale must be constant whole numbers');
}

function numericType([, precision, scale]: BoundArgument[]): SqlType {
  return numeric(wholeConstant(precision, 38), wholeConstant(scale, 0));
}

function emitNumeric(args: BoundArgument[]): string {
  const type = numericType(args);
  const scale = type.name === 'numeric' ? type.scale : 0;
  return `CAST(rs_teradata_number(${args[0]!.sql}, ${scale}, false) AS ${engineType(type)})`;
}

function refuseFormat(): string {
  throw notSupported('A Teradata format phrase');
}

/** Casts in Teradata's manner. */
export const teradata: FunctionDefinition[] = [
  {
    name: 'text_to_int_alt',
    family: 'type formatting',
    overloads: [
      { args: ['string'], returns: int4, emit: 'CAST(rs_teradata_number({0}, 0, true) AS INTEGER)' },
      { args: ['string', 'literal'], returns: int4, emit: refuseFormat },
    ],
    note: 'Without a format phrase.',
  },
  {
    name: 'text_to_numeric_alt',
    family: 'type formatting',
    overloads: [
      { args: ['string', 'int4', 'int4'], optional: 2, returns: numericType, emit: emitNumeric },
      {
        args: ['string', 'literal', 'int4', 'int4'],
        optional: 2,
        returns: numeric(38, 0),
        emit: refuseFormat,
      },
    ],
    note: 'Without a format phrase.',
  },
  {
    name: 'strtol',
    family: 'string',
    overloads: [{ args: ['string', 'integer'], returns: int8, emit: 'rs_strtol({0}, CAST({1} AS INTEGER))' }],
  },
];
