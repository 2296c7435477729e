import type { SqlType } from '#sql/types.ts';

/** A column of the table as COPY fills it. */
export interface LoadColumn {
  name: string;
  type: SqlType;
  notNull: boolean;
}

/**
 * DuckDB text that turns the text of a field into a column's value. `field` is a VARCHAR expression and NULL where
 * the file has no value (the null text was recognised already, or a JSON null). None of them raises an error.
 */
export interface FieldConversion {
  /** The value, of the column's engine type; anything where `acceptable` is not true. */
  value: string;
  /** A BOOLEAN that is never NULL, cheap where the field is as usual. */
  acceptable: string;
  /**
   * VARCHAR for a field that is not acceptable: `code|position|reason` as STL_LOAD_ERRORS shows them
   * (`1207|0|Invalid digit, Value 'a', Pos 0, Type: Integer`). Evaluated for those alone.
   */
  problem: string;
  /**
   * The value where the field is acceptable, and `failure`, DuckDB text that raises an error, where it is not: what
   * `CASE WHEN acceptable THEN value ELSE failure END` says, in the form that costs least. `failure` is repeated.
   */
  strict(failure: string): string;
}
