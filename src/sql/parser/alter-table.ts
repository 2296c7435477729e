import type { AlterTable, TableAttributes } from '#sql/ast.ts';
import { parseColumnDefinition, parseDefault } from '#sql/parser/column-definition.ts';
import { atConstraint, parseTableConstraint } from '#sql/parser/constraints.ts';
import { parseCascade } from '#sql/parser/drop-behavior.ts';
import {
  parseLabel,
  parseName,
  parseNameText,
  parsePrincipal,
  parseQualifiedName,
} from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { skipStatement } from '#sql/parser/rest.ts';
import { readTableAttribute } from '#sql/parser/table-attributes.ts';
import { parseTypeName } from '#sql/parser/types.ts';

type Action = AlterTable['action'];

/** After `ALTER TABLE`. */
export function parseAlterTable(parser: Parser): AlterTable {
  const table = parseQualifiedName(parser);
  const read = actions.get(parser.word);
  if (read === undefined) throw parser.syntaxError();
  const pos = parser.pos;
  parser.advance();
  return { kind: 'alter-table', table, action: read(parser, pos) };
}

/** By first word, which has been read; `pos` is where it stood. */
const actions = new Map<string, (parser: Parser, pos: number) => Action>([
  ['add', parseAdd],
  ['alter', parseAlter],
  ['append', parseAppend],
  ['drop', parseDrop],
  ['masking', (parser, pos) => other(parser, 'MASKING', pos)],
  ['owner', parseOwner],
  ['partition', (parser, pos) => other(parser, 'PARTITION', pos)],
  ['rename', parseRename],
  ['row', (parser, pos) => other(parser, 'ROW LEVEL SECURITY', pos)],
  ['set', parseSet],
]);

function other(parser: Parser, name: string, pos: number): Action {
  return { kind: 'other', name, text: skipStatement(parser, pos) };
}

function parseOwner(parser: Parser): Action {
  parser.expect('to');
  return { kind: 'owner', owner: parsePrincipal(parser) };
}

function parseRename(parser: Parser): Action {
  if (parser.accept('to')) return { kind: 'rename', to: parseName(parser) };
  parser.accept('column');
  const column = parseName(parser);
  parser.expect('to');
  return { kind: 'rename column', column, to: parseName(parser) };
}

/** `SET SCHEMA s`, or what only external tables have. */
function parseSet(parser: Parser, pos: number): Action {
  if (parser.accept('schema')) return { kind: 'set schema', schema: parseNameText(parser) };
  if (parser.at('location')) return other(parser, 'SET LOCATION', pos);
  if (parser.at('file')) return other(parser, 'SET FILE FORMAT', pos);
  if (parser.at('table')) return other(parser, 'SET TABLE PROPERTIES', pos);
  throw parser.syntaxError();
}

function parseAdd(parser: Parser, pos: number): Action {
  if (parser.at('partition') || parser.at('if')) return other(parser, 'ADD PARTITION', pos);
  if (atConstraint(parser)) return { kind: 'add constraint', constraint: parseTableConstraint(parser) };
  parser.accept('column');
  return { kind: 'add column', column: parseColumnDefinition(parser) };
}

function parseDrop(parser: Parser, pos: number): Action {
  if (parser.at('partition')) return other(parser, 'DROP PARTITION', pos);
  if (parser.accept('constraint')) {
    const name = parseNameText(parser);
    return { kind: 'drop constraint', name, cascade: parseCascade(parser) };
  }
  parser.accept('column');
  const ifExists = parser.acceptAll('if', 'exists');
  const column = parseName(parser);
  return { kind: 'drop column', column, ifExists, cascade: parseCascade(parser) };
}

/** `APPEND FROM t [IGNOREEXTRA | FILLTARGET]`. */
function parseAppend(parser: Parser): Action {
  parser.expect('from');
  const from = parseQualifiedName(parser);
  const option = parser.acceptOneOf(['ignoreextra', 'filltarget'] as const);
  if (option === undefined) return { kind: 'append', from };
  return { kind: 'append', from, option: option === 'filltarget' ? 'fillTarget' : option };
}

const layoutWords = ['distkey', 'diststyle', 'sortkey', 'compound', 'interleaved', 'encode'] as const;

function parseAlter(parser: Parser, pos: number): Action {
  if (parser.at('autorefresh') && parser.nextWord() === '=') return other(parser, 'AUTOREFRESH', pos);
  const isLayout = parser.atAny(layoutWords) && !/^(?:type|set|drop)$/.test(parser.nextWord());
  if (isLayout) return { kind: 'attributes', attributes: parseLayout(parser) };
  parser.accept('column');
  return parseAlterColumn(parser);
}

/** `ALTER DISTSTYLE KEY DISTKEY c, ALTER SORTKEY (…)`: here DISTKEY's column needs no parentheses. */
function parseLayout(parser: Parser): TableAttributes {
  const attributes: TableAttributes = {};
  do {
    do {
      if (parser.at('distkey') && parser.nextWord() !== '(') {
        parser.advance();
        attributes.distKey = parseName(parser);
      } else if (!readTableAttribute(parser, attributes)) throw parser.syntaxError();
    } while (parser.at('distkey'));
  } while (parser.acceptAll(',', 'alter'));
  if (attributes.distKey !== undefined) attributes.distStyle ??= 'key';
  return attributes;
}

function parseAlterColumn(parser: Parser): Action {
  const column = parseName(parser);
  const word = parser.expectOneOf(['type', 'encode', 'set', 'drop'] as const);
  if (word === 'type') return { kind: 'alter column type', column, type: parseTypeName(parser) };
  if (word === 'encode') return parseEncodings(parser, column);
  if (parser.acceptAll('not', 'null')) {
    return { kind: 'alter column not null', column, notNull: word === 'set' };
  }
  parser.expect('default');
  if (word === 'drop') return { kind: 'alter column default', column };
  return { kind: 'alter column default', column, default: parseDefault(parser) };
}

/** `ENCODE e [, ALTER COLUMN c ENCODE e …]`. */
function parseEncodings(
  parser: Parser,
  column: Extract<Action, { kind: 'alter column encode' }>['column'],
): Action {
  const action: Extract<Action, { kind: 'alter column encode' }> = {
    kind: 'alter column encode',
    column,
    encode: parseLabel(parser).name,
  };
  while (parser.acceptAll(',', 'alter')) {
    parser.accept('column');
    const next = parseName(parser);
    parser.expect('encode');
    action.others ??= [];
    action.others.push({ column: next, encode: parseLabel(parser).name });
  }
  return action;
}
