import { fail, notSupported } from '#base/errors.ts';
import type { Expression, TableFunction } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import { resolveTypeName } from '#sql/bind/expressions/type-name.ts';
import { type FromContext, type FromItem, nameRows } from '#sql/bind/from-item.ts';
import type { RelationRowColumn } from '#sql/bind/query-binder.ts';
import { NameScope } from '#sql/bind/scope.ts';
import type { SqlType } from '#sql/types.ts';

/**
 * A function in FROM: generate_series, a catalog function with rows (kept as a system relation of its name),
 * or any scalar function as one row of one column that has the name of the alias or of the function.
 */
export function bindTableFunction(context: FromContext, table: TableFunction): FromItem {
  if (table.lateral) throw notSupported('LATERAL', table.pos);
  if (table.call.name === 'generate_series') return bindSeries(context, table);
  if (table.call.name === 'unnest') return bindUnnest(context, table);
  return bindRowsFunction(context, table) ?? bindScalarFunction(context, table);
}

/** A catalog function that returns rows: the catalog has it as a relation; a definition list names its columns. */
function bindRowsFunction(context: FromContext, table: TableFunction): FromItem | undefined {
  const { call, alias } = table;
  if (call.args.length > 0) return undefined;
  const { binder } = context;
  const relation = binder.context.catalog.findRelation({ schema: 'pg_catalog', name: `${call.name}()` });
  if (relation === undefined) return undefined;
  const rows = binder.relationRows(relation, table.pos);
  const columns = alias?.definitions === undefined ? rows.columns : defined(table, rows.columns);
  return nameRows(binder, { source: rows.sql, columns, name: call.name, use: rows.use }, alias);
}

function defined(table: TableFunction, columns: RelationRowColumn[]): RelationRowColumn[] {
  const definitions = table.alias!.definitions!;
  if (definitions.length > columns.length) {
    const message = `function ${table.call.name} returns ${columns.length} columns but ${definitions.length} are defined`;
    throw fail('datatype_mismatch', message, { position: table.pos });
  }
  return definitions.map((definition, index) => {
    const { origin: _, ...column } = columns[index]!;
    // The values keep the function's own types; what is written only names them.
    resolveTypeName(definition.type);
    return { ...column, name: definition.name.name };
  });
}

function bindScalarFunction(context: FromContext, table: TableFunction): FromItem {
  const name = table.alias?.name.name ?? table.call.name;
  const value = context.binder.bindExpression(table.call, new NameScope(context.outer), 'from');
  const { type } = value;
  return nameRows(
    context.binder,
    { source: `(SELECT ${value.sql} AS c)`, columns: [{ name, type, emitted: 'c' }], name: table.call.name },
    table.alias,
  );
}

/** unnest(array): one row per item of a catalog array, which psql asks of reloptions. */
function bindUnnest(context: FromContext, table: TableFunction): FromItem {
  const [argument] = table.call.args;
  const value = argument && context.binder.bindExpression(argument, new NameScope(context.outer), 'from');
  if (value?.type.name !== 'array') {
    throw fail('undefined_function', 'function unnest takes one array', { position: table.pos });
  }
  const name = table.alias?.name.name ?? 'unnest';
  return nameRows(
    context.binder,
    {
      source: `(SELECT unnest(${value.sql}) AS c)`,
      columns: [{ name, type: value.type.element, emitted: 'c' }],
      name: 'unnest',
    },
    table.alias,
  );
}

/** generate_series(from, to [, step]): integers of the arguments' type, or timestamps with an interval. */
function bindSeries(context: FromContext, table: TableFunction): FromItem {
  const { args } = table.call;
  if (args.length < 2 || args.length > 3) {
    throw fail('undefined_function', 'function generate_series takes two or three arguments', {
      position: table.pos,
    });
  }
  const scope = new NameScope(context.outer);
  const values = args.map((argument: Expression) => context.binder.bindExpression(argument, scope, 'from'));
  const type = seriesType(values);
  const list = seriesArguments(context, values, type).join(', ');
  const name = table.alias?.name.name ?? 'generate_series';
  const engine = type.name === 'int4' ? 'CAST(s.c AS INTEGER)' : 's.c';
  return nameRows(
    context.binder,
    {
      source: `(SELECT ${engine} AS c FROM generate_series(${list}) AS s(c))`,
      columns: [{ name, type, emitted: 'c' }],
      name: 'generate_series',
    },
    table.alias,
  );
}

function seriesType(values: TypedSql[]): SqlType {
  const names = values.slice(0, 2).map((value) => value.type.name);
  if (names.some((name) => name === 'timestamp' || name === 'timestamptz' || name === 'date')) {
    return { name: names.includes('timestamptz') ? 'timestamptz' : 'timestamp' };
  }
  return { name: names.includes('int8') ? 'int8' : 'int4' };
}

function seriesArguments(context: FromContext, values: TypedSql[], type: SqlType): string[] {
  const datetime = type.name === 'timestamp' || type.name === 'timestamptz';
  const bound: SqlType = datetime ? type : { name: 'int8' };
  const step: SqlType = datetime ? { name: 'interval' } : { name: 'int8' };
  return values.map((value, index) => castTo(context.binder, value, index === 2 ? step : bound, false).sql);
}
