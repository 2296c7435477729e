/** Where and why a statement or a request failed, in PostgreSQL's error fields. */
export interface ErrorFields {
  /** SQLSTATE, five characters. */
  code: string;
  message: string;
  detail?: string;
  hint?: string;
  /** 0-based character offset into the statement text; the wire sends it 1-based. */
  position?: number;
  severity?: 'ERROR' | 'FATAL' | 'PANIC';
}

/**
 * An error that the user caused or must act upon; its text reaches the client as it is.
 * Anything else that is thrown is our own fault and reaches the client as XX000.
 */
export class RedshiftError extends Error {
  readonly code: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  position: number | undefined;
  readonly severity: 'ERROR' | 'FATAL' | 'PANIC';

  constructor(fields: ErrorFields) {
    super(fields.message);
    this.name = 'RedshiftError';
    this.code = fields.code;
    this.detail = fields.detail;
    this.hint = fields.hint;
    this.position = fields.position;
    this.severity = fields.severity ?? 'ERROR';
  }
}

/** SQLSTATE codes by the name PostgreSQL's appendix gives them. */
export const sqlState = {
  successful_completion: '00000',
  warning: '01000',
  connection_failure: '08006',
  protocol_violation: '08P01',
  feature_not_supported: '0A000',
  invalid_grant_operation: '0LP01',
  cardinality_violation: '21000',
  string_data_right_truncation: '22001',
  numeric_value_out_of_range: '22003',
  invalid_datetime_format: '22007',
  datetime_field_overflow: '22008',
  division_by_zero: '22012',
  character_not_in_repertoire: '22021',
  invalid_parameter_value: '22023',
  invalid_escape_sequence: '22025',
  invalid_text_representation: '22P02',
  invalid_binary_representation: '22P03',
  not_null_violation: '23502',
  active_sql_transaction: '25001',
  read_only_sql_transaction: '25006',
  no_active_sql_transaction: '25P01',
  in_failed_sql_transaction: '25P02',
  invalid_sql_statement_name: '26000',
  invalid_authorization_specification: '28000',
  invalid_password: '28P01',
  dependent_objects_still_exist: '2BP01',
  invalid_cursor_name: '34000',
  invalid_catalog_name: '3D000',
  invalid_schema_name: '3F000',
  deadlock_detected: '40P01',
  serialization_failure: '40001',
  insufficient_privilege: '42501',
  syntax_error: '42601',
  duplicate_column: '42701',
  ambiguous_column: '42702',
  undefined_column: '42703',
  undefined_object: '42704',
  duplicate_object: '42710',
  duplicate_alias: '42712',
  ambiguous_function: '42725',
  grouping_error: '42803',
  datatype_mismatch: '42804',
  wrong_object_type: '42809',
  cannot_coerce: '42846',
  invalid_foreign_key: '42830',
  undefined_function: '42883',
  undefined_table: '42P01',
  undefined_parameter: '42P02',
  duplicate_cursor: '42P03',
  duplicate_database: '42P04',
  duplicate_prepared_statement: '42P05',
  duplicate_schema: '42P06',
  duplicate_table: '42P07',
  invalid_column_reference: '42P10',
  invalid_table_definition: '42P16',
  invalid_object_definition: '42P17',
  indeterminate_datatype: '42P18',
  too_many_connections: '53300',
  program_limit_exceeded: '54000',
  statement_too_complex: '54001',
  object_not_in_prerequisite_state: '55000',
  object_in_use: '55006',
  cant_change_runtime_param: '55P02',
  query_canceled: '57014',
  admin_shutdown: '57P01',
  cannot_connect_now: '57P03',
  internal_error: 'XX000',
} as const;

export type SqlStateName = keyof typeof sqlState;

/** `fail('undefined_table', 'relation "t" does not exist', {position})`: builds the error, for `throw`. */
export function fail(
  state: SqlStateName,
  message: string,
  more: Omit<ErrorFields, 'code' | 'message'> = {},
): RedshiftError {
  return new RedshiftError({ code: sqlState[state], message, ...more });
}

/** A documented Redshift feature that Slipher does not execute yet: 0A000 with its name. */
export function notSupported(feature: string, position?: number): RedshiftError {
  const fields = {
    code: sqlState.feature_not_supported,
    message: `${feature} is not supported by Slipher yet`,
  };
  return new RedshiftError(position === undefined ? fields : { ...fields, position });
}
