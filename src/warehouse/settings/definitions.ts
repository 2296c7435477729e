import { readDateStyle } from '#warehouse/settings/date-style.ts';
import { readSearchPath, splitSearchPath } from '#warehouse/settings/search-path.ts';
import {
  boolean,
  choice,
  integer,
  invalidValue,
  number,
  type SettingDefinition,
  single,
  text,
} from '#warehouse/settings/setting-definition.ts';
import { readTimeZone } from '#warehouse/settings/time-zone.ts';

/** Milliseconds that a signed 32-bit setting can hold. */
const integerMax = 2_147_483_647;

function readEncoding(items: string[], name: string): string {
  const value = single(items, name);
  if (/^(?:utf-?8|unicode)$/i.test(value)) return 'UTF8';
  throw invalidValue(name, value);
}

const isolation = choice('serializable', 'repeatable read', 'read committed', 'read uncommitted');

/** Every setting of a session (Amazon Redshift, "Configuration reference"), and those that drivers set. */
export const settingDefinitions: SettingDefinition[] = [
  {
    name: 'analyze_threshold_percent',
    default: '10',
    read: number(0, 100),
    description: 'Percentage of changed rows below which ANALYZE skips a table',
  },
  {
    name: 'auto_analyze',
    default: 'true',
    read: boolean('true/false'),
    readOnly: true,
    description: 'Automatic ANALYZE (cluster parameter)',
  },
  {
    name: 'auto_mv',
    default: 'true',
    read: boolean('true/false'),
    readOnly: true,
    description: 'Automated materialized views (cluster parameter)',
  },
  {
    name: 'cast_super_null_on_error',
    default: 'on',
    read: boolean('on/off'),
    description: 'NULL for a SUPER value that cannot be cast',
  },
  {
    name: 'datestyle',
    default: 'ISO, MDY',
    read: readDateStyle,
    reported: 'DateStyle',
    description: 'Order of day, month and year in ambiguous input',
  },
  {
    name: 'default_geometry_encoding',
    default: '2',
    read: integer(1, 2),
    description: 'Text form of geometry values',
  },
  {
    name: 'describe_field_name_in_uppercase',
    default: 'off',
    read: boolean('on/off'),
    description: 'Upper-case column names of results',
  },
  {
    name: 'downcase_delimited_identifier',
    default: 'on',
    read: boolean('on/off'),
    description: 'Retired: see enable_case_sensitive_identifier',
  },
  {
    name: 'enable_case_sensitive_identifier',
    default: 'false',
    read: boolean('true/false'),
    description: 'Quoted names keep their case',
  },
  {
    name: 'enable_case_sensitive_super_attribute',
    default: 'false',
    read: boolean('true/false'),
    description: 'Attribute names in SUPER paths keep their case',
  },
  {
    name: 'enable_numeric_rounding',
    default: 'false',
    read: boolean('true/false'),
    description: 'Rounding of numeric results',
  },
  {
    name: 'enable_result_cache_for_session',
    default: 'on',
    read: boolean('on/off'),
    description: 'Use of cached results',
  },
  {
    name: 'enable_user_activity_logging',
    default: 'false',
    read: boolean('true/false'),
    readOnly: true,
    description: 'Audit logging (cluster parameter)',
  },
  {
    name: 'enable_vacuum_boost',
    default: 'false',
    read: boolean('true/false'),
    description: 'BOOST for every VACUUM',
  },
  {
    name: 'error_on_nondeterministic_update',
    default: 'false',
    read: boolean('true/false'),
    description: 'Error for an UPDATE that matches a row more than once',
  },
  {
    name: 'extra_float_digits',
    default: '0',
    read: integer(-15, 3),
    description: 'Digits of floating-point output',
  },
  {
    name: 'idle_session_timeout',
    default: '0',
    read: integer(0, integerMax),
    hidden: true,
    description: 'Milliseconds after which an idle session ends',
  },
  {
    name: 'interval_forbid_composite_literals',
    default: 'false',
    read: boolean('true/false'),
    description: 'Error for interval literals of both kinds of fields',
  },
  {
    name: 'json_parse_dedup_attributes',
    default: 'off',
    read: boolean('on/off'),
    description: 'JSON_PARSE keeps the last of repeated attributes',
  },
  {
    name: 'json_parse_truncate_strings',
    default: 'off',
    read: boolean('on/off'),
    description: 'JSON_PARSE cuts strings that are too long',
  },
  {
    name: 'json_serialization_enable',
    default: 'false',
    read: boolean('true/false'),
    description: 'Nested data of external tables as JSON',
  },
  {
    name: 'json_serialization_parse_nested_strings',
    default: 'false',
    read: boolean('true/false'),
    description: 'Parse nested strings when serialising',
  },
  {
    name: 'max_concurrency_scaling_clusters',
    default: '1',
    read: integer(0, 10),
    readOnly: true,
    description: 'Concurrency scaling clusters (cluster parameter)',
  },
  {
    name: 'max_cursor_result_set_size',
    default: '0',
    read: integer(0, 14_400_000),
    description: 'Deprecated',
  },
  {
    name: 'mv_enable_aqmv_for_session',
    default: 'true',
    read: boolean('true/false'),
    description: 'Automatic rewriting of queries to materialized views',
  },
  {
    name: 'navigate_super_null_on_error',
    default: 'on',
    read: boolean('on/off'),
    description: 'NULL for a path that a SUPER value does not have',
  },
  {
    name: 'parse_super_null_on_error',
    default: 'off',
    read: boolean('on/off'),
    description: 'NULL for text that JSON_PARSE cannot read',
  },
  {
    name: 'pg_federation_repeatable_read',
    default: 'true',
    read: boolean('true/false'),
    description: 'Isolation of federated PostgreSQL queries',
  },
  {
    name: 'query_group',
    default: 'default',
    read: text(320),
    description: 'Label of the session’s queries in the logs',
  },
  {
    name: 'require_ssl',
    default: 'false',
    read: boolean('true/false'),
    readOnly: true,
    description: 'TLS required (cluster parameter)',
  },
  {
    name: 'search_path',
    default: '$user, public',
    read: readSearchPath,
    description: 'Schemas where unqualified names are looked for',
  },
  {
    name: 'spectrum_enable_pseudo_columns',
    default: 'true',
    read: boolean('true/false'),
    description: 'Pseudo columns of external tables',
  },
  {
    name: 'spectrum_query_maxerror',
    default: '-1',
    read: integer(-1, integerMax),
    description: 'Rejected records of external tables',
  },
  {
    name: 'statement_timeout',
    default: '0',
    read: integer(0, integerMax),
    description: 'Milliseconds after which a statement is cancelled; 0 for never',
  },
  {
    name: 'stored_proc_log_min_messages',
    default: 'LOG',
    read: choice('DEBUG', 'NOTICE', 'INFO', 'LOG', 'WARNING', 'EXCEPTION'),
    description: 'Messages of procedures that are logged',
  },
  {
    name: 'timezone',
    default: 'UTC',
    read: readTimeZone,
    reported: 'TimeZone',
    description: 'Time zone of the session',
  },
  {
    name: 'use_fips_ssl',
    default: 'false',
    read: boolean('true/false'),
    readOnly: true,
    description: 'FIPS mode of TLS (cluster parameter)',
  },
  {
    name: 'wlm_query_slot_count',
    default: '1',
    read: integer(1, 50),
    description: 'Slots that a query takes in its queue',
  },

  {
    name: 'application_name',
    default: '',
    read: text(128),
    reported: 'application_name',
    hidden: true,
    description: 'Name that the client gave itself',
  },
  {
    name: 'autocommit',
    default: 'on',
    read: boolean('on/off'),
    hidden: true,
    description: 'Kept for clients that set it; transactions are the client’s',
  },
  {
    name: 'bytea_output',
    default: 'hex',
    read: choice('hex', 'escape'),
    hidden: true,
    description: 'Kept for PostgreSQL clients',
  },
  {
    name: 'client_encoding',
    default: 'UTF8',
    read: readEncoding,
    reported: 'client_encoding',
    hidden: true,
    description: 'Encoding of the client',
  },
  {
    name: 'client_min_messages',
    default: 'notice',
    read: choice(
      'debug5',
      'debug4',
      'debug3',
      'debug2',
      'debug1',
      'debug',
      'log',
      'info',
      'notice',
      'warning',
      'error',
      'fatal',
      'panic',
    ),
    hidden: true,
    description: 'Least severity of messages to the client',
  },
  {
    name: 'default_transaction_isolation',
    default: 'serializable',
    read: isolation,
    hidden: true,
    description: 'Kept for PostgreSQL clients: the database’s isolation level counts',
  },
  {
    name: 'default_transaction_read_only',
    default: 'off',
    read: boolean('on/off'),
    hidden: true,
    description: 'Transactions that begin read-only',
  },
  {
    name: 'integer_datetimes',
    default: 'on',
    read: boolean('on/off'),
    readOnly: true,
    hidden: true,
    description: 'Times are integers',
  },
  {
    name: 'intervalstyle',
    default: 'postgres',
    read: choice('postgres'),
    hidden: true,
    description: 'Kept for PostgreSQL clients',
  },
  {
    name: 'is_superuser',
    default: 'off',
    read: boolean('on/off'),
    readOnly: true,
    hidden: true,
    reported: 'is_superuser',
    description: 'Whether the user is a superuser',
  },
  {
    name: 'lc_collate',
    default: 'C',
    read: text(),
    readOnly: true,
    hidden: true,
    description: 'Collation of the database',
  },
  {
    name: 'lc_ctype',
    default: 'C',
    read: text(),
    readOnly: true,
    hidden: true,
    description: 'Character classes of the database',
  },
  {
    name: 'max_identifier_length',
    default: '127',
    read: text(),
    readOnly: true,
    hidden: true,
    description: 'Longest name in bytes',
  },
  {
    name: 'readonly',
    default: '0',
    read: choice('0', '1'),
    hidden: true,
    description: 'Set by JDBC’s Connection.setReadOnly',
  },
  {
    name: 'server_encoding',
    default: 'UTF8',
    read: text(),
    readOnly: true,
    hidden: true,
    description: 'Encoding of the database',
  },
  {
    name: 'server_version',
    default: '8.0.2',
    read: text(),
    readOnly: true,
    hidden: true,
    description: 'The PostgreSQL that Redshift descends from',
  },
  {
    name: 'session_authorization',
    default: '',
    read: text(),
    readOnly: true,
    hidden: true,
    description: 'User of the session',
  },
  {
    name: 'standard_conforming_strings',
    default: 'off',
    read: boolean('on/off'),
    readOnly: true,
    hidden: true,
    description: 'Off: a backslash in a string literal escapes what follows',
  },
  {
    name: 'transaction_isolation',
    default: 'serializable',
    read: isolation,
    hidden: true,
    description: 'Isolation level of the transaction',
  },
  {
    name: 'transaction_read_only',
    default: 'off',
    read: boolean('on/off'),
    hidden: true,
    description: 'Whether the transaction may write',
  },
];

const byName = new Map(settingDefinitions.map((definition) => [definition.name, definition]));

/** Names under which SET and SHOW also know a setting: `SHOW TIME ZONE`, `SHOW TRANSACTION ISOLATION LEVEL`. */
const aliases: Record<string, string> = {
  'time zone': 'timezone',
  'transaction isolation level': 'transaction_isolation',
  'session authorization': 'session_authorization',
};

export function findSetting(name: string): SettingDefinition | undefined {
  const lower = name.toLowerCase();
  return byName.get(aliases[lower] ?? lower);
}

/** The items of a value that came as one text (start-up settings, set_config). */
export function settingItems(name: string, value: string): string[] {
  return findSetting(name)?.name === 'search_path' ? splitSearchPath(value) : [value];
}
