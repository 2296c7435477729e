import { fail, notSupported, RedshiftError } from '#base/errors.ts';
import type { FunctionCall } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { type Argument, bindArguments, convertArguments } from '#sql/bind/expressions/call-arguments.ts';
import { checkCallForm, checkClause, checkNesting } from '#sql/bind/expressions/call-checks.ts';
import { recordEffect } from '#sql/bind/expressions/call-effects.ts';
import { listCall, once } from '#sql/bind/expressions/macro-call.ts';
import { chooseOverload } from '#sql/bind/expressions/overload.ts';
import { typeNameInMessage } from '#sql/bind/expressions/type-class.ts';
import { type Place, typed } from '#sql/bind/expressions/typed.ts';
import { orderSql, overSql } from '#sql/bind/expressions/window.ts';
import type { BoundArgument, EmitContext, FunctionDefinition, Overload } from '#sql/functions/definition.ts';
import { findFunction } from '#sql/functions/registry.ts';

/** A function call: finds the row of the function tables, picks the overload, converts and emits. */
export function bindCall(call: FunctionCall, place: Place): TypedSql {
  const definition = findDefinition(call, place);
  if (definition === undefined) throw unknownFunction(call, bindArguments(call, undefined, place));
  if (definition.notSupported) throw notSupported(`Function ${call.name.toUpperCase()}`, call.pos);
  checkCallForm(call, definition);
  checkClause(call, definition, place.clause);
  const args = bindArguments(call, definition, place);
  checkNesting(call, definition, args);
  const overload = chooseOverload(definition, args);
  if (overload === undefined) throw unknownFunction(call, args);
  if (definition.volatile) place.binder.sessionDependent = true;
  const converted = convertArguments(place.binder, overload, args);
  recordEffect(definition, converted, place.binder, call.pos);
  return emit(call, definition, overload, args, converted, place);
}

/** pg_catalog functions need no schema; a user's function of that name is not run yet. */
function findDefinition(call: FunctionCall, { binder }: Place): FunctionDefinition | undefined {
  const isBuiltIn = call.schema === undefined || call.schema === 'pg_catalog';
  const definition = isBuiltIn ? findFunction(call.name) : undefined;
  if (definition !== undefined) return definition;
  const name = call.schema === undefined ? { name: call.name } : { schema: call.schema, name: call.name };
  if (binder.context.catalog.findFunctions(name).length > 0) {
    throw notSupported('A user-defined function', call.pos);
  }
  return undefined;
}

function unknownFunction(call: FunctionCall, args: Argument[]): Error {
  const name = call.schema === undefined ? call.name : `${call.schema}.${call.name}`;
  const types = args.map(({ value }) => typeNameInMessage(value.type)).join(', ');
  return fail('undefined_function', `function ${name}(${call.star ? '*' : types}) does not exist`, {
    hint: 'No function matches the given name and argument types. You may need to add explicit type casts.',
    position: call.pos,
  });
}

function emit(
  call: FunctionCall,
  definition: FunctionDefinition,
  overload: Overload,
  args: Argument[],
  converted: BoundArgument[],
  place: Place,
): TypedSql {
  const keys: TypedSql[] = [];
  const { sql, type } = positioned(call.pos, () => {
    const context = emitContext(call, definition, place, keys);
    const write = (operands: BoundArgument[]) =>
      typeof overload.emit === 'string' ? fill(overload.emit, operands) : overload.emit(operands, context);
    const isScalar = !definition.aggregate && call.over === undefined;
    return {
      sql: isScalar ? writeOnce(converted, write) : write(converted),
      type: typeof overload.returns === 'function' ? overload.returns(converted) : overload.returns,
    };
  });
  const value = typed(sql, type, [...args.map((argument) => argument.value), ...keys]);
  value.label = definition.label ?? call.name;
  if (call.over !== undefined) value.window = true;
  else if (definition.aggregate) value.aggregate = true;
  return value;
}

/** An error that a function table throws gets the call's position. */
function positioned<T>(position: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RedshiftError) error.position ??= position;
    throw error;
  }
}

/** Arguments that hold many macros are not copied into another; constants stay where the engine wants them. */
function writeOnce(args: BoundArgument[], write: (args: BoundArgument[]) => string): string {
  const moved = args.filter(({ literal }) => literal === undefined);
  const text = once(
    moved.map(({ sql }) => sql),
    (names) =>
      write(args.map((arg) => (moved.includes(arg) ? { ...arg, sql: names[moved.indexOf(arg)]! } : arg))),
  );
  const body = text.slice(text.indexOf('lambda rs_operand:'));
  const copies = /\brs_\w+\(/.test(body) || /(rs_operand\.a\d+\b)[\s\S]*\1\b/.test(body);
  return !text.startsWith(listCall) || (copies && !/\bSELECT\b/.test(body)) ? text : write(args);
}

function fill(template: string, args: BoundArgument[]): string {
  return template.replace(/\{(\d+)\}/g, (_, index: string) => args[Number(index)]?.sql ?? 'NULL');
}

function emitContext(
  call: FunctionCall,
  definition: FunctionDefinition,
  place: Place,
  keys: TypedSql[],
): EmitContext {
  const { session } = place.binder.context;
  const order = call.withinGroup ?? [];
  const context: EmitContext = {
    distinct: call.distinct ?? false,
    orderBy: definition.orderedSet ? '' : orderSql(order, place, keys),
    setting: (name) => session.setting(name),
    session,
    filter: '',
    over: call.over === undefined ? '' : ` OVER (${overSql(call.over, definition, place, keys)})`,
    approximate: call.approximate ?? false,
    descending: order[0]?.direction === 'desc',
  };
  if (call.nulls !== undefined) context.nulls = call.nulls;
  return context;
}
