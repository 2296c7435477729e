import { fail } from '#base/errors.ts';
import type { AlterTable, QualifiedName } from '#sql/ast.ts';
import { parseStatements } from '#sql/parse.ts';
import { quoteIdentifier } from '#sql/quote.ts';
import { formatType } from '#sql/types.ts';
import { engineTableName } from '#warehouse/catalog/reader.ts';
import type { ColumnRow, RelationRow } from '#warehouse/catalog-interface.ts';
import { findTable } from '#warehouse/definitions/find-relation.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { hasPrivilege } from '#warehouse/users/privileges.ts';

type Append = Extract<AlterTable['action'], { kind: 'append' }>;

/**
 * ALTER TABLE target APPEND FROM source: moves all rows, matching columns by name, and commits (Amazon Redshift, "ALTER
 * TABLE APPEND"). Both tables must be alike in what the documentation lists; IGNOREEXTRA leaves out columns that only
 * the source has, FILLTARGET gives those that only the target has their default.
 */
export async function appendTable(
  context: StatementContext,
  target: RelationRow,
  { from, option }: Append,
  name: QualifiedName,
): Promise<void> {
  context.requireOutsideTransaction('ALTER TABLE APPEND');
  const source = findTable(context, from);
  for (const [row, written] of [[target, name] as const, [source, from] as const]) requireTable(row, written);
  if (source.oid === target.oid) throw refused('the source and the target are the same table', from);
  requirePrivilege(context, target, 'INSERT');
  requirePrivilege(context, source, 'SELECT');
  requirePrivilege(context, source, 'DELETE');
  await context.lock([target.oid, source.oid].toSorted((a, b) => a - b));
  const columns = matchingColumns(current(context, target), current(context, source), option, from);
  await context.engine.run(insertText(context, name, from, columns));
  const count = await context.engine.run(`DELETE FROM ${engineTableName(source)}`);
  await context.commit();
  const message = `ALTER TABLE APPEND "${source.name}" to "${target.name}" completed, ${count} records.`;
  context.notice({ severity: 'INFO', code: '00000', message });
}

/** The row as it is under the lock. */
function current(context: StatementContext, { oid }: RelationRow): RelationRow {
  const row = context.catalog.relation(oid);
  if (!row) throw fail('undefined_table', `could not open relation with OID ${oid}`);
  return row;
}

function requireTable(row: RelationRow, { pos }: QualifiedName): void {
  if (row.kind !== 'table') {
    throw fail('wrong_object_type', `"${row.name}" is not a table`, { position: pos });
  }
  if (row.sessionPid !== undefined) {
    const message = `ALTER TABLE APPEND needs permanent tables, and "${row.name}" is temporary`;
    throw fail('wrong_object_type', message, { position: pos });
  }
}

function requirePrivilege(context: StatementContext, row: RelationRow, privilege: string): void {
  const object = { objectClass: 'relation', oid: row.oid, owner: row.owner } as const;
  if (hasPrivilege(context.catalog, context.session.user, object, privilege)) return;
  throw fail('insufficient_privilege', `permission denied for relation ${row.name}`);
}

/** The columns that move. Throws when the tables do not match. */
function matchingColumns(
  target: RelationRow,
  source: RelationRow,
  option: Append['option'],
  from: QualifiedName,
): ColumnRow[] {
  requireSameLayout(target, source, from);
  const inTarget = new Map(target.columns.map((column) => [column.name, column]));
  const inSource = new Set(source.columns.map((column) => column.name));
  const shared = source.columns.filter((column) => inTarget.has(column.name));
  const extra = source.columns.find((column) => !inTarget.has(column.name));
  if (extra && option !== 'ignoreextra') {
    throw refused(`column "${extra.name}" of the source is not in the target; use IGNOREEXTRA`, from);
  }
  const missing = target.columns.find((column) => !inSource.has(column.name));
  if (missing && option !== 'fillTarget') {
    throw refused(`column "${missing.name}" of the target is not in the source; use FILLTARGET`, from);
  }
  for (const column of shared) requireSameColumn(column, inTarget.get(column.name)!, from);
  if (isIdentity(target) && isIdentity(source)) throw refused('both tables have an identity column', from);
  if (shared.length === 0) throw refused('the tables have no column in common', from);
  return shared;
}

function isIdentity({ columns }: RelationRow): boolean {
  return columns.some(({ identity }) => identity !== undefined && !identity.byDefault);
}

function requireSameLayout(target: RelationRow, source: RelationRow, from: QualifiedName): void {
  const interleaved = [target, source].find((row) => row.sortKeyStyle === 'interleaved');
  if (interleaved) throw refused(`"${interleaved.name}" has an interleaved sort key`, from);
  if (target.distStyle !== source.distStyle) throw refused('the distribution styles differ', from);
  if (target.sortKeyStyle !== source.sortKeyStyle) throw refused('the sort styles differ', from);
  if (keys(target) !== keys(source)) throw refused('the distribution or sort keys differ', from);
}

function keys({ columns }: RelationRow): string {
  const sorted = columns.filter((column) => column.sortKeyPosition !== 0 || column.distKey);
  return JSON.stringify(
    sorted.map(({ name, distKey, sortKeyPosition }) => [name, distKey, sortKeyPosition]).toSorted(),
  );
}

function requireSameColumn(one: ColumnRow, other: ColumnRow, from: QualifiedName): void {
  const [own, wanted] = [attributes(one), attributes(other)];
  const differs = Object.keys(own).find((attribute) => own[attribute] !== wanted[attribute]);
  if (differs === undefined) return;
  throw refused(`the ${differs} of column "${one.name}" is not the same in both tables`, from);
}

function attributes({ type, notNull, encoding, collation }: ColumnRow): Record<string, unknown> {
  return { type: formatType(type), 'NOT NULL': notNull, encoding, collation };
}

function refused(reason: string, { pos }: QualifiedName): Error {
  return fail('invalid_table_definition', `ALTER TABLE APPEND is not possible: ${reason}`, { position: pos });
}

/** DuckDB text of an INSERT, bound as one that a user writes: defaults and identities are filled in by it. */
function insertText(
  context: StatementContext,
  target: QualifiedName,
  source: QualifiedName,
  columns: ColumnRow[],
): string {
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(', ');
  const written = (name: QualifiedName) => context.text.slice(name.pos, name.end);
  const text = `INSERT INTO ${written(target)} (${names}) SELECT ${names} FROM ${written(source)}`;
  const [parsed] = parseStatements(text, { caseSensitiveIdentifiers: isCaseSensitive(context) });
  const plan = context.bind(parsed!.statement, text);
  if (plan.kind !== 'modify' || plan.statements[0] === undefined)
    throw new Error('an INSERT has one statement');
  return plan.statements[0];
}

function isCaseSensitive({ session }: StatementContext): boolean {
  return session.setting('enable_case_sensitive_identifier') === 'true';
}
