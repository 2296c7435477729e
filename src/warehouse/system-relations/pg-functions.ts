import { reservedWords, sharedWords } from '#sql/keywords.ts';
import { livePlaceholder } from '#sql/plan.ts';
import { quoteLiteral } from '#sql/quote.ts';
import { systemRelation } from '#warehouse/system-relations/declare.ts';

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
    view_schema name           c.schema_name
    view_name   name           c.view_name
    col_name    name           c.column_name
    col_type    varchar(65535) c.type_text
    col_num     int4           c.number`,
  from: `(${livePlaceholder('late_binding_columns')}) c`,
  live: 'late_binding_columns',
});
