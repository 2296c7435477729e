import type { Grantee, ShowObject, ShowSetting } from '#sql/ast.ts';
import { parseGrantee, parseGrantObject } from '#sql/parser/grant-objects.ts';
import { parseInteger, parseString } from '#sql/parser/literals.ts';
import { parsePrincipal, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseArgumentTypes } from '#sql/parser/routine-arguments.ts';
import { parseSettingName } from '#sql/parser/settings.ts';

/** `SHOW setting | ALL`, and the SHOW commands for objects of the catalog. */
export function parseShow(parser: Parser): ShowSetting | ShowObject {
  parser.expect('show');
  const read = parser.kind === 'word' ? readers.get(parser.word) : undefined;
  if (read !== undefined) return finish(parser, read(parser));
  if (parser.accept('all')) return { kind: 'show', name: 'all' };
  if (parser.acceptAll('time', 'zone')) return { kind: 'show', name: 'timezone' };
  if (parser.acceptAll('session', 'authorization')) return { kind: 'show', name: 'session_authorization' };
  if (parser.acceptAll('transaction', 'isolation', 'level')) {
    return { kind: 'show', name: 'transaction_isolation' };
  }
  return { kind: 'show', name: parseSettingName(parser) };
}

/** By the word after SHOW. */
const readers: ReadonlyMap<string, (parser: Parser) => ShowObject> = new Map(
  Object.entries({
    catalogs: (parser: Parser): ShowObject => take(parser, 'catalogs'),
    column: showColumnGrants,
    columns: showColumns,
    constraints: showConstraints,
    databases: showDatabases,
    datashares: (parser: Parser): ShowObject => take(parser, 'datashares'),
    external: (parser: Parser): ShowObject => {
      parser.advance();
      const shown = showNamed(parser, 'table', 'external table');
      parser.accept('partition');
      return shown;
    },
    function: (parser: Parser): ShowObject => showRoutine(parser, 'function'),
    functions: (parser: Parser): ShowObject => showInSchema(parser, 'functions'),
    grants: showGrants,
    model: (parser: Parser): ShowObject => showModel(parser),
    parameters: showParameters,
    procedure: (parser: Parser): ShowObject => showRoutine(parser, 'procedure'),
    procedures: (parser: Parser): ShowObject => showInSchema(parser, 'procedures'),
    schemas: showSchemas,
    table: (parser: Parser): ShowObject => showNamed(parser, 'table', 'table'),
    tables: (parser: Parser): ShowObject => showInSchema(parser, 'tables'),
    template: (parser: Parser): ShowObject => showNamed(parser, 'template', 'template'),
    view: (parser: Parser): ShowObject => showNamed(parser, 'view', 'view'),
  } satisfies Record<string, (parser: Parser) => ShowObject>),
);

function take(parser: Parser, what: ShowObject['what']): ShowObject {
  parser.advance();
  return { kind: 'show-object', what };
}

/** `LIKE 'pattern'` and `LIMIT n`, which every list takes. */
function finish(parser: Parser, shown: ShowObject): ShowObject {
  if (parser.accept('like')) parsePattern(parser, shown);
  if (parser.accept('limit')) shown.limit = parseInteger(parser);
  return shown;
}

function parsePattern(parser: Parser, shown: ShowObject): void {
  if (parser.kind !== 'parameter') shown.like = parseString(parser);
  else shown.parameters = [...(shown.parameters ?? []), { index: takeParameter(parser), part: 'like' }];
}

/** A name of up to three parts, each a name or a parameter: drivers send `$1.$2.$3`. */
function parseShownName(parser: Parser): Pick<ShowObject, 'name' | 'parameters'> {
  if (parser.kind !== 'parameter') return { name: parseQualifiedName(parser) };
  const pos = parser.pos;
  const indexes = [takeParameter(parser)];
  while (parser.accept('.')) {
    if (parser.kind !== 'parameter' || indexes.length === 3) throw parser.syntaxError();
    indexes.push(takeParameter(parser));
  }
  const parts = (['database', 'schema', 'name'] as const).slice(3 - indexes.length);
  return {
    name: { name: '', pos, end: parser.lastEnd },
    parameters: indexes.map((index, i) => ({ index, part: parts[i] ?? 'name' })),
  };
}

function takeParameter(parser: Parser): number {
  const index = Number(parser.value);
  parser.advance();
  return index;
}

function showNamed(parser: Parser, word: string, what: ShowObject['what']): ShowObject {
  parser.expect(word);
  return { kind: 'show-object', what, ...parseShownName(parser) };
}

/** `DATABASES`, `DATABASES FROM DATA CATALOG …`. */
function showDatabases(parser: Parser): ShowObject {
  parser.advance();
  if (!parser.acceptAll('from', 'data', 'catalog')) return { kind: 'show-object', what: 'databases' };
  if (parser.accept('account')) parser.list(parseString);
  const shown: ShowObject = { kind: 'show-object', what: 'data catalog databases' };
  if (parser.accept('like')) shown.like = parseString(parser);
  if (parser.accept('iam_role') && !parser.accept('default')) parseString(parser);
  return shown;
}

/** `SCHEMAS [FROM DATABASE] d`; the database may be left out. */
function showSchemas(parser: Parser): ShowObject {
  parser.advance();
  const shown: ShowObject = { kind: 'show-object', what: 'schemas' };
  if (parser.accept('from')) {
    parser.accept('database');
    Object.assign(shown, parseShownName(parser));
  }
  return shown;
}

/** `TABLES | FUNCTIONS | PROCEDURES [FROM [SCHEMA] [d.]s]`. */
function showInSchema(parser: Parser, what: ShowObject['what']): ShowObject {
  parser.advance();
  const shown: ShowObject = { kind: 'show-object', what };
  if (parser.accept('from')) {
    parser.accept('schema');
    Object.assign(shown, parseShownName(parser));
  }
  return shown;
}

function showColumns(parser: Parser): ShowObject {
  parser.advance();
  parser.expect('from');
  parser.accept('table');
  return { kind: 'show-object', what: 'columns', ...parseShownName(parser) };
}

/** `CONSTRAINTS {PRIMARY KEYS | FOREIGN KEYS [EXPORTED]} FROM [TABLE] t`. */
function showConstraints(parser: Parser): ShowObject {
  parser.advance();
  const what = parser.expectOneOf(['primary', 'foreign'] as const);
  parser.expect('keys');
  const exported = what === 'foreign' && parser.accept('exported');
  parser.expect('from');
  parser.accept('table');
  const shown: ShowObject = { kind: 'show-object', what: `${what} keys`, ...parseShownName(parser) };
  if (exported) shown.exported = true;
  return shown;
}

/** `PARAMETERS OF {FUNCTION | PROCEDURE} f(types)`. */
function showParameters(parser: Parser): ShowObject {
  parser.advance();
  parser.expect('of');
  const object = parser.expectOneOf(['function', 'procedure'] as const);
  return withArguments(parser, `${object} parameters`);
}

function showRoutine(parser: Parser, what: 'function' | 'procedure'): ShowObject {
  parser.advance();
  return withArguments(parser, what);
}

function withArguments(parser: Parser, what: ShowObject['what']): ShowObject {
  const shown: ShowObject = { kind: 'show-object', what, ...parseShownName(parser) };
  if (parser.at('(')) shown.argumentTypes = parseArgumentTypes(parser);
  return shown;
}

function showModel(parser: Parser): ShowObject {
  parser.advance();
  const shown: ShowObject = { kind: 'show-object', what: 'model' };
  if (!parser.accept('all')) Object.assign(shown, parseShownName(parser));
  return shown;
}

/** `COLUMN GRANTS ON TABLE t [FOR grantee]`. */
function showColumnGrants(parser: Parser): ShowObject {
  parser.advance();
  parser.expectAll('grants', 'on');
  parser.accept('table');
  const shown: ShowObject = {
    kind: 'show-object',
    what: 'column grants',
    on: 'table',
    ...parseShownName(parser),
  };
  readFor(parser, shown);
  return shown;
}

/** `GRANTS ON object [FOR grantee]`, `GRANTS FOR grantee [FROM DATABASE d]`. */
function showGrants(parser: Parser): ShowObject {
  parser.advance();
  const shown: ShowObject = { kind: 'show-object', what: 'grants' };
  if (parser.accept('on')) Object.assign(shown, parseGrantPlace(parser));
  else if (!parser.at('for')) throw parser.syntaxError();
  readFor(parser, shown);
  if (parser.acceptAll('from', 'database')) Object.assign(shown, parseShownName(parser));
  return shown;
}

/** The object after ON, whose name may be parameters: `TABLE $1.$2.$3`. */
function parseGrantPlace(parser: Parser): Partial<ShowObject> {
  const kind = ['table', 'schema', 'database'].find((word) => parser.at(word));
  const byParameter = parser.ahead(() => {
    if (kind !== undefined) parser.advance();
    return parser.kind === 'parameter';
  });
  if (byParameter) {
    if (kind !== undefined) parser.advance();
    return { on: kind ?? 'table', ...parseShownName(parser) };
  }
  const { object, names, argumentTypes } = parseGrantObject(parser);
  return {
    on: object,
    ...(names[0] === undefined ? {} : { name: names[0] }),
    ...(argumentTypes === undefined ? {} : { argumentTypes }),
  };
}

function readFor(parser: Parser, shown: ShowObject): void {
  if (parser.accept('for')) shown.for = parseShownGrantee(parser);
}

function parseShownGrantee(parser: Parser): Grantee {
  if (parser.accept('user')) return { kind: 'user', name: parsePrincipal(parser) };
  return parseGrantee(parser);
}
