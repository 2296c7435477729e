import type { RoutineArgument, TypeName } from '#sql/ast.ts';
import { takeName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseTypeName } from '#sql/parser/types.ts';

/** `([name] [IN | OUT | INOUT] type, …)` of CREATE FUNCTION and CREATE PROCEDURE. */
export function parseRoutineArguments(parser: Parser): RoutineArgument[] {
  parser.expect('(');
  const args = parser.at(')') ? [] : parser.list(parseRoutineArgument);
  parser.expect(')');
  return args;
}

/** `(type, …)` that tells overloads apart; names and modes may be written and do not count. */
export function parseArgumentTypes(parser: Parser): TypeName[] {
  return parseRoutineArguments(parser)
    .filter(({ mode }) => mode !== 'out')
    .map(({ type }) => type);
}

function parseRoutineArgument(parser: Parser): RoutineArgument {
  const pos = parser.pos;
  let mode = parseMode(parser);
  const name = startsNamed(parser) ? takeName(parser).name : undefined;
  mode ??= parseMode(parser);
  const type = parseTypeName(parser);
  const argument: RoutineArgument = { mode: mode ?? 'in', type, pos, end: parser.lastEnd };
  if (name !== undefined) argument.name = name;
  return argument;
}

function parseMode(parser: Parser): RoutineArgument['mode'] | undefined {
  const mode = parser.acceptOneOf(['in', 'out', 'inout'] as const);
  return mode === 'in' && parser.accept('out') ? 'inout' : mode;
}

/** A word is the argument's name when a type or a mode follows it: `a int`, `a OUT int`, but not `double precision`. */
function startsNamed(parser: Parser): boolean {
  if (parser.kind !== 'word' && parser.kind !== 'quoted') return false;
  return parser.ahead(() => {
    const first = parser.word;
    parser.advance();
    if (parser.kind === 'quoted') return true;
    if (parser.kind !== 'word' || parser.at('with') || parser.at('without')) return false;
    const typeGoesOn =
      parser.at('precision') || parser.at('varying') || (first === 'national' && parser.at('character'));
    return !typeGoesOn;
  });
}
