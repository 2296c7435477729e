import { fail } from '#base/errors.ts';
import type { Query } from '#sql/ast.ts';
import type { Scope } from '#sql/bind/binder-interface.ts';
import { constantLimit, fewest, limitSql } from '#sql/bind/limit.ts';
import { orderBySql } from '#sql/bind/order-by.ts';
import type { BoundBody, QueryBinder } from '#sql/bind/query-binder.ts';
import { bindSelect, convertRows } from '#sql/bind/select.ts';
import { bindSetOperation } from '#sql/bind/set-operation.ts';
import { bindWith } from '#sql/bind/with.ts';

/** Binds a whole query. `parent` is the scope whose names and common tables it may see. */
export function bindQueryBody(binder: QueryBinder, query: Query, parent: Scope | undefined): BoundBody {
  if (query.locking !== undefined) {
    throw fail('feature_not_supported', `SELECT ${query.locking.toUpperCase()} is not supported`, {
      position: query.pos,
    });
  }
  if (query.with === undefined) return bindBody(binder, query, parent);
  const common = bindWith(binder, query.with, parent);
  const body = bindBody(binder, query, common.scope);
  return { ...body, render: (conversions) => common.render() + body.render(conversions) };
}

function bindBody(binder: QueryBinder, query: Query, scope: Scope | undefined): BoundBody {
  const { body } = query;
  switch (body.kind) {
    case 'select':
      return bindSelect(binder, body, scope, query);
    case 'set-operation':
      return withTail(binder, query, bindSetOperation(binder, body, scope));
    case 'parenthesized':
      return withTail(binder, query, parenthesized(binder.bindQueryBody(body.query, scope)));
    case 'values':
      // Redshift's grammar knows VALUES only in INSERT.
      throw fail('syntax_error', 'syntax error at or near "values"', { position: body.pos });
  }
}

function parenthesized(body: BoundBody): BoundBody {
  return { ...body, render: (conversions) => `(${body.render(conversions)})` };
}

/** ORDER BY and LIMIT after a set operation or a query in parentheses: they see output columns only. */
function withTail(binder: QueryBinder, query: Query, body: BoundBody): BoundBody {
  const columns = body.columns.map((column) => ({ label: column.name, sql: undefined }));
  const orderBy = orderBySql(query.orderBy, columns, refuseExpression(query), false);
  const order = orderBy === '' ? '' : ` ORDER BY ${orderBy}`;
  const tail = order + limitSql(binder, query.limit, query.offset);
  if (tail === '') return body;
  return {
    columns: body.columns,
    rowsMax: fewest(body.rowsMax, constantLimit(query.limit)),
    // The order is that of the values before a conversion.
    render: (conversions = []) =>
      conversions.every((conversion) => conversion === undefined)
        ? body.render() + tail
        : convertRows(binder, body.render() + tail, body.columns, conversions),
  };
}

function refuseExpression(query: Query) {
  return (expression: { pos: number }): never => {
    const message =
      query.body.kind === 'set-operation'
        ? 'ORDER BY on a UNION/INTERSECT/EXCEPT result must be on one of the result columns'
        : 'ORDER BY after a query in parentheses must be on one of its columns';
    throw fail('feature_not_supported', message, { position: expression.pos });
  };
}
