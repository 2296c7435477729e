import { reservedWords, sharedWords } from '#sql/keywords.ts';
import { quoteLiteral } from '#sql/quote.ts';
import { systemRelation } from '#warehouse/system-relations/declare.ts';
import { userRelations } from '#warehouse/system-relations/fragments.ts';

/**
 * Functions that return rows, kept as relations of their name with parentheses: so the binder finds them when
 * they stand in FROM.
 */
const words = [...new Set(sharedWords.values())]
  .sort()
  .map((word) => `(${quoteLiteral(word)}, ${reservedWords.has(word)})`);

export const pgGetKeywords = systemRelation({
  name: 'pg_get_keywords()',
  columns: `
    word    text   w.word
    catcode "char" CASE WHEN w.reserved THEN 'R' ELSE 'U' END
    catdesc text   CASE WHEN w.reserved THEN 'reserved' ELSE 'unreserved' END`,
  from: `(VALUES ${words.join(', ')}) w(word, reserved)`,
});

export const pgGetLateBindingViewCols = systemRelation({
  name: 'pg_get_late_binding_view_cols()',
  columns: `
    view_schema name           r.schema_name
    view_name   name           r.name
    col_name    name           c.name
    col_type    varchar(65535) c.type_text
    col_num     int4           c.number`,
  from: `${userRelations} r JOIN warehouse.catalog.columns c ON c.relation_oid = r.oid
    WHERE r.kind = 'late-binding view'`,
  note: 'The columns that the view had when it was created.',
});
