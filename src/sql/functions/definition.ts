import type { SessionFacts } from '#sql/plan.ts';
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
  | 'catalog'
  | 'hyperloglog'
  | 'spatial'
  | 'machine learning';

/**
 * What an argument may be. A type name takes that type (and what converts to it implicitly);
 * `string` is char/varchar/text/name, `number` any numeric type, `integer` int2/int4/int8, `datetime`
 * date/timestamp/timestamptz/time/timetz, `date part` a bare word or string literal naming a date part,
 * `literal` a constant string.
 *
 * The binder converts before `emit` sees the argument: to exactly the named type; for `string` anything
 * that is not a string becomes varchar; for `number` an untyped literal becomes float8; for `integer`
 * int4 or int8; for `datetime` timestamp; for `any` varchar. A `date part` arrives with its word in
 * `literal` (any case, unchecked), a `literal` with its value there.
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
  /** The same decimal in 64 bits, which fails when it does not fit: for `exactSum` (exact-sum.ts). */
  narrow?: string;
}

export interface EmitContext {
  distinct: boolean;
  /** DuckDB text of ORDER BY inside WITHIN GROUP or the call, without the words; '' without one. */
  orderBy: string;
  setting(name: string): string | undefined;
  session: SessionFacts;
  /** ` FILTER (WHERE …)`, right after the aggregate call; '' without one. */
  filter: string;
  /**
   * ` OVER (…)`, or '' without one. `emit` of an aggregate or window function places filter and over itself
   * (helper: aggregate-call.ts), because a cast may have to stand around them.
   */
  over: string;
  /** IGNORE NULLS or RESPECT NULLS as written. */
  nulls?: 'ignore' | 'respect';
  /** Written as `APPROXIMATE f(…)`. */
  approximate: boolean;
  /** An ordered-set aggregate sorts DESC. */
  descending: boolean;
}

export interface Overload {
  args: ArgumentClass[];
  /** How many trailing `args` may be left out. */
  optional?: number;
  /** Any number of further arguments of this class. */
  variadic?: ArgumentClass;
  returns: SqlType | ((args: BoundArgument[]) => SqlType);
  /** Groups of argument positions that the binder brings to one common type (as COALESCE does) first. */
  unify?: (count: number) => number[][];
  /**
   * DuckDB text of the call; `{0}`, `{1}` in a template are the arguments. It has exactly the engine type of
   * `returns`. A function may throw `fail(…)` without a position: the binder adds the call's.
   */
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
  /** Not an aggregate: OVER must be there (RANK, LAG …). */
  needsOver?: boolean;
  /** WITHIN GROUP (ORDER BY x) is required and `x` is handed over as the last argument (PERCENTILE_CONT). */
  orderedSet?: boolean;
  /** WITHIN GROUP (ORDER BY …) may be written and arrives as `orderBy` (LISTAGG). */
  withinGroup?: boolean;
  /** IGNORE NULLS / RESPECT NULLS may be written. */
  ignoreNulls?: boolean;
  /** `f(*)` is allowed: it is the overload without arguments (COUNT). */
  star?: boolean;
  /** APPROXIMATE may stand before it. */
  approximate?: boolean;
  /** Redshift documents it, Slipher does not execute it yet: refused by name with 0A000; `overloads` is empty. */
  notSupported?: boolean;
  /** Label of an unnamed output column where it is not the function's name. */
  label?: string;
  /** Runs on Redshift's leader node only: refused beside user tables in strict mode. */
  leaderOnly?: boolean;
  /** Depends on the session or the clock: a plan that holds it is made anew for every run. */
  volatile?: boolean;
  /** What differs from Redshift, if anything. Shown on the compatibility page. */
  note?: string;
}
