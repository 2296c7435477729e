import { fail } from '#base/errors.ts';
import type { NamePart, Query } from '#sql/ast.ts';
import { bindQueryForTable, type TableQuery } from '#sql/bind/bind.ts';
import type { SqlType } from '#sql/types.ts';
import type { ColumnRow } from '#warehouse/catalog-interface.ts';
import { plainColumn } from '#warehouse/definitions/column-rows.ts';
import { cutName } from '#warehouse/definitions/names.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { checkPrivileges } from '#warehouse/users/check-privileges.ts';

/** Binds the query of a new table or view in this session, and checks that the user may read what it reads. */
export function bindTableQuery(context: StatementContext, query: Query): TableQuery {
  const bound = bindQueryForTable(query, context.bindContext());
  checkPrivileges(bound.uses, context.session.user, context.catalog);
  return bound;
}

/** The DuckDB text of the query with its live relations filled in. */
export function tableQueryText(context: StatementContext, bound: TableQuery): Promise<string> {
  return context.queryText(bound);
}

/** Columns by the query's labels, or by names given in front of it. */
export function queryColumns(bound: TableQuery, names: NamePart[] | undefined, what: string): ColumnRow[] {
  if (names && names.length > bound.columns.length) {
    throw fail('syntax_error', `${what} specifies too many column names`, {
      position: names[bound.columns.length]?.pos ?? 0,
    });
  }
  return bound.columns.map(({ name, type }, index) =>
    plainColumn(index + 1, cutName(names?.[index]?.name ?? name), storedType(type)),
  );
}

/** TEXT exists in the catalog only; what is stored is the longest VARCHAR. */
function storedType(type: SqlType): SqlType {
  return type.name === 'text' ? { name: 'varchar', length: 65_535 } : type;
}
