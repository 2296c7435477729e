import { fail } from '#base/errors.ts';
import type { FunctionCall } from '#sql/ast.ts';
import type { Clause } from '#sql/bind/binder-interface.ts';
import type { Argument } from '#sql/bind/expressions/call-arguments.ts';
import type { FunctionDefinition } from '#sql/functions/definition.ts';

/** Refuses decorations of a call that its function does not take: DISTINCT, WITHIN GROUP, OVER … */
export function checkCallForm(call: FunctionCall, definition: FunctionDefinition): void {
  const position = call.pos;
  const { name } = call;
  const isAggregate = definition.aggregate ?? false;
  const refuse = (condition: unknown, message: string) => {
    if (condition) throw fail('wrong_object_type', message, { position });
  };
  refuse(call.star && !definition.star, `${name}(*) specified, but ${name} is not an aggregate function`);
  refuse(call.distinct && !isAggregate, `DISTINCT specified, but ${name} is not an aggregate function`);
  refuse(
    call.withinGroup && !definition.withinGroup && !definition.orderedSet,
    `WITHIN GROUP is not allowed for ${name}`,
  );
  refuse(
    definition.orderedSet && !call.withinGroup,
    `WITHIN GROUP is required for ordered-set aggregate ${name}`,
  );
  refuse(call.nulls && !definition.ignoreNulls, `IGNORE NULLS is not allowed for ${name}`);
  refuse(call.approximate && !definition.approximate, `APPROXIMATE is not allowed for ${name}`);
  const takesOver = definition.window ?? isAggregate;
  refuse(
    call.over && !takesOver,
    `OVER specified, but ${name} is not a window function nor an aggregate function`,
  );
  refuse(!call.over && definition.needsOver, `window function ${name} requires an OVER clause`);
  const unsupported = (condition: unknown, message: string) => {
    if (condition) throw fail('feature_not_supported', message, { position });
  };
  unsupported(call.filter, 'FILTER clause is not supported');
  unsupported(call.orderBy, `ORDER BY inside the arguments of ${name} is not supported`);
  unsupported(
    call.argumentNames?.some((argument) => argument !== undefined),
    'named arguments are not supported',
  );
  unsupported(
    call.distinct && call.over && name !== 'listagg',
    'DISTINCT is not implemented for window functions',
  );
}

const aggregateRefusals: Partial<Record<Clause, string>> = {
  where: 'aggregates not allowed in WHERE clause',
  'join condition': 'aggregates not allowed in JOIN conditions',
  'group by': 'aggregates not allowed in GROUP BY clause',
  values: 'cannot use aggregate function in VALUES',
  limit: 'argument of LIMIT must not contain aggregates',
  set: 'cannot use aggregate function in UPDATE',
  default: 'cannot use aggregate function in default expression',
  from: 'cannot use aggregate function in function expression in FROM',
};
const windowRefusals: Partial<Record<Clause, string>> = {
  where: 'window functions not allowed in WHERE clause',
  'join condition': 'window functions not allowed in JOIN conditions',
  'group by': 'window functions not allowed in GROUP BY clause',
  having: 'window functions not allowed in HAVING clause',
  values: 'cannot use window function in VALUES',
  limit: 'argument of LIMIT must not contain window functions',
  set: 'cannot use window function in UPDATE',
  default: 'cannot use window function in default expression',
  from: 'cannot use window function in function expression in FROM',
};

/** 42803 for an aggregate or a window function in a clause that comes before grouping. */
export function checkClause(call: FunctionCall, definition: FunctionDefinition, clause: Clause): void {
  const message = call.over
    ? windowRefusals[clause]
    : definition.aggregate
      ? aggregateRefusals[clause]
      : undefined;
  if (message !== undefined) throw fail('grouping_error', message, { position: call.pos });
}

/** 42803 for an aggregate of an aggregate, or of a window function, and for windows inside windows. */
export function checkNesting(call: FunctionCall, definition: FunctionDefinition, args: Argument[]): void {
  const nested = (found: Argument | undefined, message: string) => {
    if (found !== undefined) throw fail('grouping_error', message, { position: found.position });
  };
  const windowed = args.find(({ value }) => value.window);
  if (call.over !== undefined) nested(windowed, 'window function calls may not be nested');
  else if (definition.aggregate) {
    nested(
      args.find(({ value }) => value.aggregate),
      'aggregate function calls may not be nested',
    );
    nested(windowed, 'aggregate function calls may not contain window function calls');
  }
}
