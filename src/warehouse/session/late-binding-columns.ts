import { RedshiftError } from '#base/errors.ts';
import { bind } from '#sql/bind/bind.ts';
import { parseStatements } from '#sql/parse.ts';
import type { OutputColumn } from '#sql/plan.ts';
import { quoteIdentifier } from '#sql/quote.ts';
import { formatType } from '#sql/types.ts';
import type { SessionCore } from '#warehouse/session/session-core.ts';
import type { LiveValue } from '#warehouse/system-relations/live-relations.ts';

/** Rows of the live relation `late_binding_columns`: every late-binding view of the database, bound anew. */
export function lateBindingColumns(core: SessionCore): LiveValue[][] {
  const { catalog } = core.currentTransaction;
  return [...catalog.schemas(core.databaseRow.oid)].flatMap((schema) =>
    [...catalog.relations(schema.oid)]
      .filter((view) => view.kind === 'late-binding view')
      .flatMap((view) =>
        boundColumns(core, schema.name, view.name).map(({ name, type }, index) => [
          schema.name,
          view.name,
          name,
          formatType(type),
          index + 1,
        ]),
      ),
  );
}

/** None when what the view reads is gone or has changed too far. */
function boundColumns(core: SessionCore, schema: string, view: string): OutputColumn[] {
  const text = `SELECT * FROM ${quoteIdentifier(schema)}.${quoteIdentifier(view)}`;
  const [parsed] = parseStatements(text, { caseSensitiveIdentifiers: true });
  try {
    const plan = parsed && bind(parsed.statement, core.bindContext(text, core.facts()));
    return plan?.kind === 'query' ? plan.columns : [];
  } catch (error) {
    if (error instanceof RedshiftError) return [];
    throw error;
  }
}
