import { notSupported } from '#base/errors.ts';
import type { FieldAccess, NamePart } from '#sql/ast.ts';
import type { Binder, TypedSql } from '#sql/bind/binder-interface.ts';
import { macroCall } from '#sql/bind/expressions/macro-call.ts';
import { noOperator } from '#sql/bind/expressions/operator-error.ts';
import { type Place, superType, typed } from '#sql/bind/expressions/typed.ts';
import { quoteLiteral } from '#sql/quote.ts';

/** One step of the engine's JSON path for an attribute name. */
export function superAttribute(part: NamePart, binder: Binder): string {
  const { session } = binder.context;
  const isOn = (name: string) => ['on', 'true', '1'].includes(session.setting(name) ?? '');
  const keepsCase =
    isOn('enable_case_sensitive_super_attribute') ||
    (part.quoted && isOn('enable_case_sensitive_identifier'));
  const name = keepsCase ? part.name : part.name.toLowerCase();
  return `."${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Reads a path inside a SUPER value; steps that lead nowhere give NULL. */
export function superGet(value: TypedSql, path: string, label: string | undefined): TypedSql {
  const before = value.superPath;
  const whole = (before?.path ?? '$') + path;
  const base = before?.base ?? value.sql;
  const result = typed(macroCall('rs_super_get', base, quoteLiteral(whole)), superType, [value]);
  result.superPath = { base, path: whole };
  if (label !== undefined) result.label = label;
  return result;
}

/** `x.name` after a subscript, a call or a parenthesis. */
export function bindField({ operand, field, pos }: FieldAccess, { binder, scope, clause }: Place): TypedSql {
  const value = binder.bindExpression(operand, scope, clause);
  if (value.type.name === 'record') throw notSupported('Access to a field of a record', pos);
  if (value.type.name !== 'super') throw noOperator('.', value.type, { name: 'unknown' }, field.pos);
  return superGet(value, superAttribute(field, binder), field.name);
}
