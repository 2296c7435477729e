import { fail, notSupported } from '#base/errors.ts';
import type { ArrayConstructor, FunctionCall, ScalarSubquery, Subscript } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { unify } from '#sql/bind/expressions/case.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import { macroCall } from '#sql/bind/expressions/macro-call.ts';
import { superGet } from '#sql/bind/expressions/super-path.ts';
import { typeNameInMessage } from '#sql/bind/expressions/type-class.ts';
import { type Place, superType, typed } from '#sql/bind/expressions/typed.ts';

/** `ARRAY[a, b]`, as catalog queries write it: a list of one type. */
export function bindArray({ items, pos }: ArrayConstructor, { binder, scope, clause }: Place): TypedSql {
  const bound = items.map((item) => binder.bindExpression(item, scope, clause));
  if (bound.length === 0)
    throw fail('indeterminate_datatype', 'cannot determine type of empty array', { position: pos });
  const values = unify(
    binder,
    bound,
    'ARRAY',
    items.map((item) => item.pos),
  );
  const sql = `[${values.map((value) => value.sql).join(', ')}]`;
  return { ...typed(sql, { name: 'array', element: values[0]!.type }, values), label: 'array' };
}

/** `ARRAY(SELECT …)`: the rows of a query of one column as a list, told from `ARRAY((SELECT …))` by its parentheses. */
export function isArraySubquery(call: FunctionCall): boolean {
  const [argument] = call.args;
  return (
    call.name === 'array' &&
    call.args.length === 1 &&
    argument?.kind === 'subquery' &&
    argument.pos === argument.query.pos
  );
}

export function bindArraySubquery(call: FunctionCall, { binder, scope }: Place): TypedSql {
  const { query, pos } = call.args[0] as ScalarSubquery;
  const { sql, columns } = binder.bindQuery(query, scope);
  const [column] = columns;
  if (column === undefined || columns.length > 1) {
    throw fail('syntax_error', 'subquery must return only one column', { position: pos });
  }
  return { ...typed(`ARRAY(${sql})`, { name: 'array', element: column.type }), label: 'array' };
}

/** `x[1]`: catalog arrays count from 1, int2vector and SUPER arrays from 0. Out of range is NULL. */
export function bindSubscript(expression: Subscript, { binder, scope, clause }: Place): TypedSql {
  const { operand, index, to, pos } = expression;
  if (to !== undefined) throw notSupported('An array slice', pos);
  const value = binder.bindExpression(operand, scope, clause);
  const place = castTo(
    binder,
    binder.bindExpression(index, scope, clause),
    { name: 'int4' },
    false,
    index.pos,
  );
  const label = value.label === undefined ? {} : { label: value.label };
  switch (value.type.name) {
    case 'super':
      if (typeof place.literal === 'string' && /^\d+$/.test(place.literal)) {
        return superGet(value, `[${place.literal}]`, value.label);
      }
      return {
        ...typed(macroCall('rs_super_index', value.sql, place.sql), superType, [value, place]),
        ...label,
      };
    case 'array':
      return { ...typed(`${value.sql}[${place.sql}]`, value.type.element, [value, place]), ...label };
    case 'int2vector':
    case 'oidvector': {
      const type = { name: value.type.name === 'int2vector' ? 'int2' : 'oid' } as const;
      const item = `string_split(${value.sql}, ' ')[${place.sql} + 1]`;
      return {
        ...typed(`TRY_CAST(${item} AS ${type.name === 'int2' ? 'SMALLINT' : 'BIGINT'})`, type, [
          value,
          place,
        ]),
        ...label,
      };
    }
    default:
      throw fail(
        'datatype_mismatch',
        `cannot subscript type ${typeNameInMessage(value.type)} because it is not an array`,
        { position: pos },
      );
  }
}
