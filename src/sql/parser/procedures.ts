import type { CallProcedure, CreateProcedure } from '#sql/ast.ts';
import { parseString } from '#sql/parser/literals.ts';
import { parseLabel, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseRoutineArguments } from '#sql/parser/routine-arguments.ts';
import { parseSettingName, parseSettingValue } from '#sql/parser/settings.ts';

/** After `CREATE [OR REPLACE] PROCEDURE`. */
export function parseCreateProcedure(parser: Parser, orReplace: boolean): CreateProcedure {
  const name = parseQualifiedName(parser);
  const args = parser.at('(') ? parseRoutineArguments(parser) : [];
  const clauses: Clauses = { nonAtomic: false, securityDefiner: false, set: [] };
  while (readClause(parser, clauses));
  const { body, language, nonAtomic, securityDefiner, set } = clauses;
  if (body === undefined || language === undefined) throw parser.syntaxError();
  return {
    kind: 'create-procedure',
    name,
    orReplace,
    arguments: args,
    nonAtomic,
    body,
    language,
    securityDefiner,
    set,
  };
}

type Clauses = Pick<CreateProcedure, 'nonAtomic' | 'securityDefiner' | 'set'> &
  Partial<Pick<CreateProcedure, 'body' | 'language'>>;

/** The clauses come in any order. */
function readClause(parser: Parser, clauses: Clauses): boolean {
  if (parser.accept('nonatomic')) clauses.nonAtomic = true;
  else if (parser.accept('as')) clauses.body = parseString(parser);
  else if (parser.accept('language')) clauses.language = parseLabel(parser).name;
  else if (parser.accept('security')) {
    clauses.securityDefiner = parser.expectOneOf(['invoker', 'definer'] as const) === 'definer';
  } else if (parser.accept('set')) clauses.set.push(parseSet(parser));
  else return false;
  return true;
}

function parseSet(parser: Parser): CreateProcedure['set'][number] {
  const name = parseSettingName(parser);
  parser.expectOneOf(['to', '='] as const);
  const value = parseSettingValue(parser);
  return { name, value: value === 'default' ? ['default'] : value };
}

/** `CALL p(…)`. */
export function parseCall(parser: Parser): CallProcedure {
  parser.expect('call');
  const name = parseQualifiedName(parser);
  parser.expect('(');
  const args = parser.at(')') ? [] : parser.list((p) => p.expression());
  parser.expect(')');
  return { kind: 'call-procedure', name, args };
}
