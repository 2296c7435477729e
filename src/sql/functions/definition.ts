import type { SqlType, SqlTypeName } from '#sql/types.ts';

export type FunctionFamily =
  | 'aggregate'
  | 'window'
  | 'conditional'
  | 'date and time'
  | 'string'
  | 'regular expression'
  | 'json'
  | 'super'
  | 'math'
  | 'hash'
  | 'varbyte'
  | 'type formatting'
  | 'system'
  | 'catalog';

/**
 * What an argument may be. A type name takes that type (and what converts to it implicitly);
 * `string` is char/varchar/text/name, `number` any numeric type, `integer` int2/int4/int8, `datetime`
 * date/timestamp/timestamptz/time/timetz, `date part` a bare word or string literal naming a date part,
 * `literal` a constant string.
 */
export type ArgumentClass =
  | SqlTypeName
  | 'any'
  | 'string'
  | 'number'
  | 'integer'
  | 'datetime'
  | 'date part'
  | 'literal';

/** An argument as the binder hands it over: DuckDB text of its Redshift type. */
export interface BoundArgument {
  sql: string;
  type: SqlType;
  /** The value of a constant string, number or date part, as text. */
  literal?: string;
}

export interface EmitContext {
  distinct: boolean;
  /** DuckDB text of ORDER BY inside WITHIN GROUP or the call, without the words; '' without one. */
  orderBy: string;
  setting(name: string): string | undefined;
}

export interface Overload {
  args: ArgumentClass[];
  /** How many trailing `args` may be left out. */
  optional?: number;
  /** Any number of further arguments of this class. */
  variadic?: ArgumentClass;
  returns: SqlType | ((args: BoundArgument[]) => SqlType);
  /** DuckDB text of the call; `{0}`, `{1}` in a template are the arguments. */
  emit: string | ((args: BoundArgument[], context: EmitContext) => string);
}

/** One row of the function tables: help, compatibility pages and the binder read it. */
export interface FunctionDefinition {
  name: string;
  aliases?: string[];
  family: FunctionFamily;
  overloads: Overload[];
  aggregate?: boolean;
  /** Usable with OVER. Aggregates are unless this is false. */
  window?: boolean;
  /** Label of an unnamed output column where it is not the function's name. */
  label?: string;
  /** Runs on Redshift's leader node only: refused beside user tables in strict mode. */
  leaderOnly?: boolean;
  /** Depends on the session or the clock: a plan that holds it is made anew for every run. */
  volatile?: boolean;
  /** What differs from Redshift, if anything. Shown on the compatibility page. */
  note?: string;
}
