import { fail } from '#base/errors.ts';
import type { TableReference } from '#sql/ast.ts';
import { type FromContext, type FromItem, nameRows } from '#sql/bind/from-item.ts';
import { type CommonTable, findCommonTable } from '#sql/bind/scope.ts';
import { bindUnnest, isSuperPath } from '#sql/bind/super-unnest.ts';
import type { Relation } from '#sql/catalog-reader.ts';
import { quoteIdentifier } from '#sql/quote.ts';

/** `FROM name`: a SUPER path of an item to the left, a common table expression, or a relation of the catalog. */
export function bindTableReference(context: FromContext, table: TableReference): FromItem {
  if (isSuperPath(context, table)) return bindUnnest(context, table);
  if (table.parts.length === 1) {
    const common = findCommonTable(context.outer, table.parts[0]!.name);
    if (common !== undefined) return bindCommonTable(context, table, common);
  }
  return bindRelation(context, table);
}

function bindCommonTable(context: FromContext, table: TableReference, common: CommonTable): FromItem {
  common.used = true;
  const source = quoteIdentifier(common.emitted);
  const rows = { source, columns: common.columns, name: common.name, position: table.pos };
  return nameRows(context.binder, rows, table.alias);
}

function bindRelation(context: FromContext, table: TableReference): FromItem {
  const relation = requireRelation(context, table);
  const rows = context.binder.relationRows(relation, table.pos);
  return nameRows(
    context.binder,
    {
      source: rows.sql,
      columns: rows.columns,
      name: relation.name,
      schema: relation.schema,
      database: relation.database,
      use: rows.use,
      position: table.pos,
    },
    table.alias,
  );
}

function requireRelation(context: FromContext, table: TableReference): Relation {
  const names = table.parts.map((part) => part.name);
  const [name, schema, database] = [...names].reverse();
  const relation =
    names.length > 3
      ? undefined
      : context.binder.context.catalog.findRelation({
          name: name!,
          ...(schema === undefined ? {} : { schema }),
          ...(database === undefined ? {} : { database }),
        });
  if (relation !== undefined) return relation;
  throw fail('undefined_table', `relation "${names.join('.')}" does not exist`, { position: table.pos });
}
