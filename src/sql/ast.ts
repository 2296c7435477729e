/**
 * The syntax tree of Redshift SQL: what the parser makes and the binder reads.
 * `pos` and `end` are 0-based character offsets into the statement text.
 * Identifiers are already folded (lower case unless the session keeps the case of quoted names).
 */

export interface Span {
  pos: number;
  end: number;
}

/** `database.schema.name`, as far as it was written. A `#name` keeps its `#` and sets `temporary`. */
export interface QualifiedName extends Span {
  database?: string;
  schema?: string;
  name: string;
  temporary?: boolean;
}

/** A type as written; the binder checks name and modifiers. `varchar(max)` has modifier 'max'. */
export interface TypeName extends Span {
  /** Lower-case words joined by one space: `character varying`, `timestamp with time zone`, `int`. */
  name: string;
  schema?: string;
  modifiers: (number | 'max')[];
  /** `int[]`: parsed so that it can be refused by name. */
  array?: boolean;
  /** INTERVAL qualifier: `year to month`, `day to second`, `month` … */
  intervalFields?: string;
}

// ---- Expressions ---------------------------------------------------------------------------

export type Expression =
  | NumberLiteral
  | StringLiteral
  | BooleanLiteral
  | NullLiteral
  | TypedLiteral
  | IntervalLiteral
  | DefaultValue
  | Parameter
  | Reference
  | Star
  | Unary
  | Binary
  | Logical
  | Comparison
  | QuantifiedComparison
  | IsTest
  | Between
  | InList
  | InSubquery
  | Like
  | AtTimeZone
  | Cast
  | FunctionCall
  | Case
  | Exists
  | ScalarSubquery
  | RowConstructor
  | ArrayConstructor
  | Subscript
  | FieldAccess
  | Collate
  | OuterJoinMark
  | Prior;

/** Digits as written (`1`, `1.50`, `1e3`): the binder decides integer, numeric or double. */
export interface NumberLiteral extends Span {
  kind: 'number';
  text: string;
}
/** Value after escapes were read. `national` for N'…'. */
export interface StringLiteral extends Span {
  kind: 'string';
  value: string;
}
export interface BooleanLiteral extends Span {
  kind: 'boolean';
  value: boolean;
}
export interface NullLiteral extends Span {
  kind: 'null';
}
/** `DATE '2020-01-01'`, `TIMESTAMP '…'`, `SUPER '…'`. */
export interface TypedLiteral extends Span {
  kind: 'typed-literal';
  type: TypeName;
  value: string;
}
/** `INTERVAL '3 days' [HOUR TO SECOND]`. */
export interface IntervalLiteral extends Span {
  kind: 'interval';
  value: string;
  fields?: string;
  precision?: number;
}
/** DEFAULT inside VALUES or UPDATE SET. */
export interface DefaultValue extends Span {
  kind: 'default';
}
/** `$1`, 1-based. */
export interface Parameter extends Span {
  kind: 'parameter';
  index: number;
}
/**
 * A dotted chain of names: `c`, `t.c`, `s.t.c`, `t.c.attr.attr2`. Which part is table, column or
 * SUPER attribute is the binder's to say. Subscripts end the chain and continue as Subscript/FieldAccess.
 */
export interface Reference extends Span {
  kind: 'reference';
  parts: NamePart[];
}
export interface NamePart extends Span {
  name: string;
  quoted: boolean;
}
/** `*`, `t.*`, `s.t.*`. The select list's `EXCLUDE a, b` stands in every star of the list. */
export interface Star extends Span {
  kind: 'star';
  qualifier: NamePart[];
  exclude?: NamePart[];
}
/** `- + ~ |/ ||/ @ !!` before an operand, `!` after it (then `postfix`). */
export interface Unary extends Span {
  kind: 'unary';
  operator: string;
  operand: Expression;
  postfix?: boolean;
}
/** `+ - * / % ^ || & | # << >>`. */
export interface Binary extends Span {
  kind: 'binary';
  operator: string;
  left: Expression;
  right: Expression;
}
export interface Logical extends Span {
  kind: 'logical';
  operator: 'and' | 'or' | 'not';
  operands: Expression[];
}
/** `= <> < <= > >=` (`!=` is read as `<>`). */
export interface Comparison extends Span {
  kind: 'comparison';
  operator: '=' | '<>' | '<' | '<=' | '>' | '>=';
  left: Expression;
  right: Expression;
}
/** `x = ANY (subquery | array)`, SOME, ALL. */
export interface QuantifiedComparison extends Span {
  kind: 'quantified';
  operator: Comparison['operator'];
  quantifier: 'any' | 'all';
  left: Expression;
  right: Query | Expression;
}
export interface IsTest extends Span {
  kind: 'is';
  operand: Expression;
  /** `distinct from` carries `right`; `super-type` tests carry their name in `typeName`. */
  test: 'null' | 'true' | 'false' | 'unknown' | 'distinct from';
  negated: boolean;
  right?: Expression;
}
export interface Between extends Span {
  kind: 'between';
  operand: Expression;
  low: Expression;
  high: Expression;
  negated: boolean;
  symmetric: boolean;
}
export interface InList extends Span {
  kind: 'in';
  operand: Expression;
  items: Expression[];
  negated: boolean;
}
export interface InSubquery extends Span {
  kind: 'in-subquery';
  operand: Expression;
  query: Query;
  negated: boolean;
}
/** LIKE, ILIKE, SIMILAR TO and the POSIX operators `~ ~* !~ !~*`; `!~` is `~` negated. */
export interface Like extends Span {
  kind: 'like';
  operator: 'like' | 'ilike' | 'similar to' | '~' | '~*';
  operand: Expression;
  pattern: Expression;
  escape?: Expression;
  negated: boolean;
}
export interface AtTimeZone extends Span {
  kind: 'at-time-zone';
  operand: Expression;
  zone: Expression;
}
/** CAST(x AS t), x::t, CONVERT(t, x), TRY_CAST(x AS t). */
export interface Cast extends Span {
  kind: 'cast';
  operand: Expression;
  type: TypeName;
  try: boolean;
}
/**
 * Every call, and the keyword forms that are calls in disguise, by their plain name: EXTRACT(part FROM x) is
 * `extract('part', x)`, POSITION(a IN b) is `position(a, b)`, TRIM(BOTH c FROM x) is `btrim(x, c)`
 * (LEADING `ltrim`, TRAILING `rtrim`), SUBSTRING(x FROM a FOR b) is `substring(x, a, b)`, CURRENT_DATE,
 * SYSDATE, CURRENT_USER … are calls with `bare: true` and no arguments.
 * A first argument that is a date part (`DATEADD(day, 1, x)`) stays a Reference of one part.
 */
export interface FunctionCall extends Span {
  kind: 'call';
  schema?: string;
  name: string;
  args: Expression[];
  bare?: boolean;
  distinct?: boolean;
  /** `COUNT(*)`. */
  star?: boolean;
  /** `APPROXIMATE COUNT(DISTINCT x)`. */
  approximate?: boolean;
  orderBy?: OrderItem[];
  withinGroup?: OrderItem[];
  filter?: Expression;
  /** IGNORE NULLS / RESPECT NULLS, inside or after the parentheses. */
  nulls?: 'ignore' | 'respect';
  over?: WindowSpecification | { name: string };
  /** `name => value` arguments, by argument index. */
  argumentNames?: (string | undefined)[];
}
export interface Case extends Span {
  kind: 'case';
  operand?: Expression;
  branches: { when: Expression; then: Expression }[];
  else?: Expression;
}
export interface Exists extends Span {
  kind: 'exists';
  query: Query;
}
export interface ScalarSubquery extends Span {
  kind: 'subquery';
  query: Query;
}
/** `(a, b)` or `ROW(a, b)`. */
export interface RowConstructor extends Span {
  kind: 'row';
  items: Expression[];
}
/** `ARRAY[…]`; Redshift's `ARRAY(…)` is an ordinary call. */
export interface ArrayConstructor extends Span {
  kind: 'array';
  items: Expression[];
}
/** `x[1]`, `x[1:2]` (the slice is parsed so that catalog queries and refusals can see it). */
export interface Subscript extends Span {
  kind: 'subscript';
  operand: Expression;
  index: Expression;
  to?: Expression;
}
/** `.attr` after a Subscript, call or parenthesis. */
export interface FieldAccess extends Span {
  kind: 'field';
  operand: Expression;
  field: NamePart;
}
export interface Collate extends Span {
  kind: 'collate';
  operand: Expression;
  collation: string;
}
/** Oracle's `t.c (+)`. */
export interface OuterJoinMark extends Span {
  kind: 'outer-join-mark';
  operand: Expression;
}
/** CONNECT BY's `PRIOR x`. */
export interface Prior extends Span {
  kind: 'prior';
  operand: Expression;
}

export interface OrderItem extends Span {
  expression: Expression;
  direction: 'asc' | 'desc';
  nulls?: 'first' | 'last';
}

export interface WindowSpecification extends Span {
  base?: string;
  partitionBy: Expression[];
  orderBy: OrderItem[];
  frame?: WindowFrame;
}
export interface WindowFrame extends Span {
  unit: 'rows' | 'range' | 'groups';
  from: FrameBound;
  to?: FrameBound;
}
export type FrameBound =
  | { kind: 'unbounded preceding' | 'current row' | 'unbounded following' }
  | { kind: 'preceding' | 'following'; offset: Expression };

// ---- Queries -------------------------------------------------------------------------------

/** A whole query: WITH, body, and what is written after a set operation. */
export interface Query extends Span {
  kind: 'query';
  with?: WithClause;
  body: QueryBody;
  orderBy: OrderItem[];
  limit?: Expression | 'all';
  offset?: Expression;
  /** FOR UPDATE / FOR SHARE, parsed to be refused. */
  locking?: string;
}
export type QueryBody = Select | SetOperation | Values | ParenthesizedQuery;

export interface ParenthesizedQuery extends Span {
  kind: 'parenthesized';
  query: Query;
}
export interface WithClause extends Span {
  recursive: boolean;
  ctes: { name: NamePart; columns?: NamePart[]; query: Query | Insert | Update | Delete }[];
}
export interface SetOperation extends Span {
  kind: 'set-operation';
  operator: 'union' | 'intersect' | 'except' | 'minus';
  all: boolean;
  left: QueryBody;
  right: QueryBody;
}
export interface Values extends Span {
  kind: 'values';
  rows: Expression[][];
}
export interface Select extends Span {
  kind: 'select';
  top?: Expression;
  distinct: boolean;
  distinctOn?: Expression[];
  items: SelectItem[];
  into?: { name: QualifiedName; temporary: boolean };
  from: TableExpression[];
  where?: Expression;
  connectBy?: { startWith?: Expression; condition: Expression; noCycle: boolean };
  groupBy?: GroupBy;
  having?: Expression;
  windows?: { name: string; specification: WindowSpecification }[];
  qualify?: Expression;
}
export interface SelectItem extends Span {
  expression: Expression;
  alias?: NamePart;
}
export type GroupBy = { kind: 'all' } | { kind: 'items'; items: GroupingElement[] };
export type GroupingElement =
  | { kind: 'expression'; expression: Expression }
  | { kind: 'rollup' | 'cube'; sets: Expression[][] }
  | { kind: 'grouping sets'; elements: GroupingElement[] }
  | { kind: 'empty' };

export type TableExpression =
  | TableReference
  | Subselect
  | TableFunction
  | Join
  | Pivot
  | Unpivot
  | SuperUnpivot;

export interface TableAlias {
  name: NamePart;
  columns?: NamePart[];
  /** Column definition list of a record function: `f() t(a name, b int)`. */
  definitions?: { name: NamePart; type: TypeName }[];
}
/** A relation, or a SUPER path such as `t.items` (up to the binder); `at` is PartiQL's AT name. */
export interface TableReference extends Span {
  kind: 'table';
  parts: NamePart[];
  /** A path with subscripts: `t.a[0].b`; then `parts` is its leading chain. */
  path?: Expression;
  temporary?: boolean;
  only?: boolean;
  alias?: TableAlias;
  at?: NamePart;
}
export interface Subselect extends Span {
  kind: 'subselect';
  query: Query;
  lateral: boolean;
  alias?: TableAlias;
}
export interface TableFunction extends Span {
  kind: 'table-function';
  call: FunctionCall;
  lateral: boolean;
  alias?: TableAlias;
}
export interface Join extends Span {
  kind: 'join';
  type: 'inner' | 'left' | 'right' | 'full' | 'cross';
  natural: boolean;
  left: TableExpression;
  right: TableExpression;
  on?: Expression;
  using?: NamePart[];
}
export interface Pivot extends Span {
  kind: 'pivot';
  source: TableExpression;
  aggregates: { call: FunctionCall; alias?: NamePart }[];
  column: NamePart[];
  values: { value: Expression; alias?: NamePart }[];
  alias?: TableAlias;
}
export interface Unpivot extends Span {
  kind: 'unpivot';
  source: TableExpression;
  includeNulls: boolean;
  valueColumn: NamePart;
  nameColumn: NamePart;
  columns: { name: NamePart; alias?: Expression }[];
  alias?: TableAlias;
}
/** PartiQL's `UNPIVOT expr AS value AT name`. */
export interface SuperUnpivot extends Span {
  kind: 'super-unpivot';
  operand: Expression;
  value: NamePart;
  at?: NamePart;
}

// ---- Statements ----------------------------------------------------------------------------

export type Statement = (
  | QueryStatement
  | Insert
  | Update
  | Delete
  | Merge
  | Truncate
  | CreateTable
  | CreateTableAs
  | AlterTable
  | CreateView
  | AlterView
  | CreateMaterializedView
  | AlterMaterializedView
  | RefreshMaterializedView
  | DropObject
  | CreateSchema
  | AlterSchema
  | CreateDatabase
  | AlterDatabase
  | CreateExternalSchema
  | CreateExternalTable
  | CreateUser
  | AlterUser
  | CreateGroup
  | AlterGroup
  | CreateRole
  | AlterRole
  | Grant
  | AlterDefaultPrivileges
  | CreateFunction
  | CreateProcedure
  | CallProcedure
  | Comment
  | Analyze
  | Vacuum
  | Lock
  | Transaction
  | SetSetting
  | ResetSetting
  | ShowSetting
  | ShowObject
  | Prepare
  | Execute
  | Deallocate
  | DeclareCursor
  | Fetch
  | CloseCursor
  | Explain
  | Cancel
  | Copy
  | Unload
  | CopyJob
  | Use
  | NamedStatement
) &
  Span;

export interface QueryStatement {
  kind: 'select';
  query: Query;
}
export interface Insert {
  kind: 'insert';
  table: QualifiedName;
  columns?: NamePart[];
  /** A VALUES list is a query whose body is `values`. */
  source: Query | 'default values';
  returning?: SelectItem[];
  onConflict?: Span;
}
export interface Assignment extends Span {
  column: NamePart[];
  value: Expression;
}
export interface Update {
  kind: 'update';
  with?: WithClause;
  table: QualifiedName;
  alias?: NamePart;
  set: Assignment[];
  from: TableExpression[];
  where?: Expression;
  returning?: SelectItem[];
}
export interface Delete {
  kind: 'delete';
  with?: WithClause;
  table: QualifiedName;
  alias?: NamePart;
  using: TableExpression[];
  where?: Expression;
  returning?: SelectItem[];
}
export interface Merge {
  kind: 'merge';
  table: QualifiedName;
  alias?: NamePart;
  source: TableExpression;
  on: Expression;
  removeDuplicates: boolean;
  matched?: { action: 'update'; set: Assignment[] } | { action: 'delete' };
  notMatched?: { columns?: NamePart[]; values: Expression[] };
}
export interface Truncate {
  kind: 'truncate';
  table: QualifiedName;
}

/** Clauses of CREATE TABLE that name physical layout; kept in the catalog and shown. */
export interface TableAttributes {
  distStyle?: 'auto' | 'even' | 'key' | 'all';
  distKey?: NamePart;
  /** No columns for ALTER's `SORTKEY NONE`. A materialized view may name a column by its number: `DISTKEY(6)`. */
  sortKey?: { style: 'compound' | 'interleaved'; columns: NamePart[] } | { style: 'auto' };
  encodeAuto?: boolean;
  backup?: boolean;
}
export interface ColumnDefinition extends Span {
  name: NamePart;
  type: TypeName;
  default?: { expression: Expression; text: string };
  identity?: { seed: bigint; step: bigint; byDefault: boolean };
  encode?: string;
  distKey?: boolean;
  sortKey?: boolean;
  notNull?: boolean;
  collate?: string;
  primaryKey?: boolean;
  unique?: boolean;
  references?: { table: QualifiedName; column?: NamePart };
  /** Names given to the column's own constraints. */
  constraintNames?: { primaryKey?: string; unique?: string; references?: string };
  /** Text of a CHECK, which Redshift refuses. */
  check?: string;
}
export type TableConstraint = Span & { name?: string } & (
    | { kind: 'primary key' | 'unique'; columns: NamePart[] }
    | { kind: 'foreign key'; columns: NamePart[]; table: QualifiedName; references: NamePart[] }
    | { kind: 'check'; text: string }
  );
export interface CreateTable {
  kind: 'create-table';
  name: QualifiedName;
  temporary: boolean;
  ifNotExists: boolean;
  columns: ColumnDefinition[];
  constraints: TableConstraint[];
  like: { table: QualifiedName; including: boolean }[];
  attributes: TableAttributes;
}
export interface CreateTableAs {
  kind: 'create-table-as';
  name: QualifiedName;
  temporary: boolean;
  ifNotExists: boolean;
  columns?: NamePart[];
  attributes: TableAttributes;
  query: Query;
  withData: boolean;
}
export interface AlterTable {
  kind: 'alter-table';
  table: QualifiedName;
  action:
    | { kind: 'add column'; column: ColumnDefinition }
    | { kind: 'drop column'; column: NamePart; cascade: boolean; ifExists: boolean }
    | { kind: 'rename column'; column: NamePart; to: NamePart }
    | { kind: 'rename'; to: NamePart }
    | { kind: 'set schema'; schema: string }
    | { kind: 'owner'; owner: string }
    | { kind: 'add constraint'; constraint: TableConstraint }
    | { kind: 'drop constraint'; name: string; cascade: boolean }
    | { kind: 'alter column type'; column: NamePart; type: TypeName }
    /** `others`: further columns of the same statement. */
    | {
        kind: 'alter column encode';
        column: NamePart;
        encode: string;
        others?: { column: NamePart; encode: string }[];
      }
    | { kind: 'alter column default'; column: NamePart; default?: { expression: Expression; text: string } }
    | { kind: 'alter column not null'; column: NamePart; notNull: boolean }
    | { kind: 'attributes'; attributes: TableAttributes }
    | { kind: 'append'; from: QualifiedName; option?: 'ignoreextra' | 'fillTarget' }
    /** Documented but only parsed: row-level security, masking, table properties, partitions … */
    | { kind: 'other'; name: string; text: string };
}
export interface CreateView {
  kind: 'create-view';
  name: QualifiedName;
  orReplace: boolean;
  temporary?: boolean;
  columns?: NamePart[];
  query: Query;
  /** The query's text as written. */
  text: string;
  noSchemaBinding: boolean;
}
export interface AlterView {
  kind: 'alter-view';
  name: QualifiedName;
  action:
    | { kind: 'rename'; to: NamePart }
    | { kind: 'owner'; owner: string }
    | { kind: 'set schema'; schema: string };
}
export interface CreateMaterializedView {
  kind: 'create-materialized-view';
  name: QualifiedName;
  backup?: boolean;
  attributes: TableAttributes;
  autoRefresh: boolean;
  columns?: NamePart[];
  query: Query;
  text: string;
}
export interface AlterMaterializedView {
  kind: 'alter-materialized-view';
  name: QualifiedName;
  autoRefresh?: boolean;
  text: string;
}
export interface RefreshMaterializedView {
  kind: 'refresh-materialized-view';
  name: QualifiedName;
  cascade: boolean;
}
/** DROP of anything that is named. Function and procedure names carry argument types. */
export interface DropObject {
  kind: 'drop';
  object:
    | 'table'
    | 'view'
    | 'materialized view'
    | 'schema'
    | 'database'
    | 'user'
    | 'group'
    | 'role'
    | 'function'
    | 'procedure'
    | 'external schema'
    | 'model'
    | 'datashare'
    | 'library'
    | 'rls policy'
    | 'masking policy'
    | 'identity provider';
  names: QualifiedName[];
  argumentTypes?: TypeName[];
  ifExists: boolean;
  /** CASCADE, or the FORCE of roles and databases. */
  cascade: boolean;
  /** DROP SCHEMA … DROP EXTERNAL DATABASE. */
  dropExternalDatabase?: boolean;
}
export interface CreateSchema {
  kind: 'create-schema';
  name?: string;
  ifNotExists: boolean;
  owner?: string;
  /** Megabytes; undefined without QUOTA, 'unlimited' as written. */
  quotaMb?: number | 'unlimited';
  /** CREATE TABLE/VIEW/GRANT elements inside CREATE SCHEMA. */
  elements: Statement[];
}
export interface AlterSchema {
  kind: 'alter-schema';
  name: string;
  action:
    | { kind: 'rename'; to: string }
    | { kind: 'owner'; owner: string }
    | { kind: 'quota'; quotaMb: number | 'unlimited' };
}
export interface CreateDatabase {
  kind: 'create-database';
  name: string;
  owner?: string;
  connectionLimit?: number | 'unlimited';
  collate?: 'case_sensitive' | 'case_insensitive';
  isolation?: 'serializable' | 'snapshot';
  /** FROM ARN / DATASHARE / INTEGRATION …: parsed, its text kept. */
  from?: string;
}
export interface AlterDatabase {
  kind: 'alter-database';
  name: string;
  action:
    | { kind: 'rename'; to: string }
    | { kind: 'owner'; owner: string }
    | { kind: 'connection limit'; limit: number | 'unlimited' }
    | { kind: 'collate'; collate: string }
    | { kind: 'isolation'; isolation: 'serializable' | 'snapshot' }
    | { kind: 'other'; text: string };
}
export interface CreateExternalSchema {
  kind: 'create-external-schema';
  name: string;
  ifNotExists: boolean;
  /** data catalog, hive metastore, postgres, mysql, kinesis, kafka, msk, redshift. */
  source: string;
  /** Clause name in lower case (`database`, `iam_role`, `uri`, `authentication` …) to its value. */
  options: Record<string, string | true>;
}
export interface CreateExternalTable {
  kind: 'create-external-table';
  name: QualifiedName;
  text: string;
}
export interface UserOptions {
  password?: { kind: 'text'; value: string } | { kind: 'disable' };
  createDb?: boolean;
  createUser?: boolean;
  syslogAccess?: 'restricted' | 'unrestricted';
  validUntil?: string;
  connectionLimit?: number | 'unlimited';
  sessionTimeout?: number | 'reset';
  inGroups?: string[];
  externalId?: string;
}
export interface CreateUser {
  kind: 'create-user';
  name: string;
  options: UserOptions;
}
export interface AlterUser {
  kind: 'alter-user';
  name: string;
  options: UserOptions;
  rename?: string;
  set?: { name: string; value: string[] | 'default' };
  reset?: string;
}
export interface CreateGroup {
  kind: 'create-group';
  name: string;
  users: string[];
}
export interface AlterGroup {
  kind: 'alter-group';
  name: string;
  action: { kind: 'add' | 'drop'; users: string[] } | { kind: 'rename'; to: string };
}
export interface CreateRole {
  kind: 'create-role';
  name: string;
  externalId?: string;
}
export interface AlterRole {
  kind: 'alter-role';
  name: string;
  rename?: string;
  owner?: string;
  externalId?: string;
}
export interface Grantee {
  kind: 'user' | 'role' | 'group' | 'public';
  name: string;
  /** WITH GRANT OPTION that was written for this one of several grantees; at the end of the list it is `Grant.grantOption`. */
  grantOption?: boolean;
}
export interface Grant {
  kind: 'grant';
  revoke: boolean;
  /** Upper-case words; a column list where one was written; empty for GRANT ROLE. */
  privileges: { name: string; columns?: NamePart[] }[];
  roles?: string[];
  on?: {
    /**
     * table, all tables, schema, database, function, procedure, language, external schema …; `assumerole` (names
     * are role ARNs); scoped permissions `tables in schema`, `functions in database` (names are the places);
     * `tables`, `functions`, `procedures` of ALTER DEFAULT PRIVILEGES.
     */
    object: string;
    names: QualifiedName[];
    argumentTypes?: TypeName[];
  };
  grantees: Grantee[];
  /** FOR COPY, UNLOAD … of ASSUMEROLE, upper case. */
  roleUses?: string[];
  /** WITH GRANT OPTION or WITH ADMIN OPTION; REVOKE's GRANT OPTION FOR. */
  grantOption: boolean;
  cascade: boolean;
  text: string;
}
export interface AlterDefaultPrivileges {
  kind: 'alter-default-privileges';
  forUsers: string[];
  inSchemas: string[];
  grant: Grant;
}
export interface RoutineArgument extends Span {
  name?: string;
  mode: 'in' | 'out' | 'inout';
  type: TypeName;
}
export interface CreateFunction {
  kind: 'create-function';
  name: QualifiedName;
  orReplace: boolean;
  external: boolean;
  arguments: RoutineArgument[];
  returns: TypeName;
  volatility?: 'volatile' | 'stable' | 'immutable';
  body?: string;
  language?: string;
  options: Record<string, string>;
}
export interface CreateProcedure {
  kind: 'create-procedure';
  name: QualifiedName;
  orReplace: boolean;
  arguments: RoutineArgument[];
  nonAtomic: boolean;
  body: string;
  language: string;
  securityDefiner: boolean;
  set: { name: string; value: string[] }[];
}
export interface CallProcedure {
  kind: 'call-procedure';
  name: QualifiedName;
  args: Expression[];
}
export interface Comment {
  kind: 'comment';
  object: 'table' | 'column' | 'view' | 'schema' | 'database' | 'constraint' | 'function' | 'procedure';
  name: QualifiedName;
  /** Column or constraint name. */
  part?: string;
  argumentTypes?: TypeName[];
  text: string | null;
}
export interface Analyze {
  kind: 'analyze';
  compression: boolean;
  table?: QualifiedName;
  columns?: NamePart[];
  text: string;
}
export interface Vacuum {
  kind: 'vacuum';
  mode: 'full' | 'sort only' | 'delete only' | 'reindex' | 'recluster';
  table?: QualifiedName;
  toPercent?: number;
  boost: boolean;
}
export interface Lock {
  kind: 'lock';
  tables: QualifiedName[];
}
export interface Transaction {
  kind: 'transaction';
  action: 'begin' | 'commit' | 'rollback';
  /** The word the client used, for the command tag: BEGIN, START TRANSACTION, COMMIT, END, ROLLBACK, ABORT. */
  word: string;
  isolation?: string;
  readOnly?: boolean;
}
export interface SetSetting {
  kind: 'set';
  /** `a`, `a.b`, `session_authorization`, `transaction`, `session characteristics`, `seed`. */
  name: string;
  scope: 'session' | 'local';
  /** Items of the list, quotes removed; 'default' for TO DEFAULT. */
  value: string[] | 'default';
}
export interface ResetSetting {
  kind: 'reset';
  name: string | 'all';
}
export interface ShowSetting {
  kind: 'show';
  name: string | 'all';
}
/** SHOW TABLES FROM SCHEMA …, SHOW COLUMNS FROM TABLE …, SHOW TABLE t, SHOW VIEW v, SHOW GRANTS … */
export interface ShowObject {
  kind: 'show-object';
  what:
    | 'databases'
    | 'schemas'
    | 'tables'
    | 'columns'
    | 'primary keys'
    | 'foreign keys'
    | 'grants'
    | 'column grants'
    | 'functions'
    | 'procedures'
    | 'function parameters'
    | 'procedure parameters'
    | 'table'
    | 'view'
    | 'external table'
    | 'procedure'
    | 'function'
    | 'model'
    | 'datashares'
    | 'catalogs'
    | 'data catalog databases'
    | 'template';
  /** The object after FROM/ON, or the object shown. For SHOW SCHEMAS it is the database. */
  name?: QualifiedName;
  /** SHOW GRANTS ON <object> …: table, schema, database, function, … */
  on?: string;
  argumentTypes?: TypeName[];
  for?: Grantee;
  exported?: boolean;
  like?: string;
  /** `$n` where a name or the LIKE pattern stands; its place is filled when the statement runs. */
  parameters?: { index: number; part: 'database' | 'schema' | 'name' | 'like' }[];
  limit?: number;
}
export interface Prepare {
  kind: 'prepare';
  name: string;
  types: TypeName[];
  statement: Statement;
  /** The inner statement's own text. */
  text: string;
}
export interface Execute {
  kind: 'execute';
  name: string;
  args: Expression[];
}
export interface Deallocate {
  kind: 'deallocate';
  name: string | 'all';
}
export interface DeclareCursor {
  kind: 'declare-cursor';
  name: string;
  query: Query;
  text: string;
}
export interface Fetch {
  kind: 'fetch';
  /** Number of rows, or 'all'. */
  count: number | 'all';
  cursor: string;
}
export interface CloseCursor {
  kind: 'close';
  cursor: string | 'all';
}
export interface Explain {
  kind: 'explain';
  verbose: boolean;
  /** EXPLAIN ANALYZE is parsed so that it can be refused: Redshift has none. */
  analyze?: boolean;
  statement: Statement;
}
export interface Cancel {
  kind: 'cancel';
  pid: number;
  message?: string;
}
/** One COPY or UNLOAD option in written order: name in upper case, its value where it has one. */
export interface LoadOption extends Span {
  name: string;
  value?: string | number;
  /** JSON 'auto' / AVRO 's3://…' second string, GB/MB unit, column list of PARTITION BY … */
  extra?: string | string[];
}
export interface Copy {
  kind: 'copy';
  table: QualifiedName;
  columns?: NamePart[];
  from: string;
  fromPos: number;
  options: LoadOption[];
}
/** A statement about a job that `COPY … JOB CREATE` made. */
export interface CopyJob {
  kind: 'copy-job';
  action: 'ALTER' | 'RUN' | 'LIST' | 'SHOW' | 'DROP';
  /** Undefined for LIST. */
  name?: string;
  /** ALTER: `AUTO ON` or `AUTO OFF`. */
  auto?: boolean;
}
export interface Unload {
  kind: 'unload';
  /** Text of the query inside the quotes. */
  query: string;
  queryPos: number;
  to: string;
  toPos: number;
  options: LoadOption[];
}
export interface Use {
  kind: 'use';
  database: string;
}
/**
 * A documented statement whose inside is not modelled yet (CREATE MODEL, CREATE DATASHARE, ATTACH RLS POLICY,
 * CREATE IDENTITY PROVIDER …): its name, so that it is refused by name, and its text.
 */
export interface NamedStatement {
  kind: 'named';
  name: string;
  text: string;
}
