/**
 * Words of Redshift SQL that mean something to the parser.
 * Source: the reserved-word list of the Redshift developer guide, and PostgreSQL 8.0's reserved words, without
 * those that clusters take as names all the same (array, backup, encode, gzip, language, oid, timestamp …):
 * https://github.com/sqlfluff/sqlfluff/issues/2299.
 */

/** May not name a column, table or bare alias unless quoted. `AS` takes any of them as an alias. */
const reservedText = `
aes128 aes256 all allowoverwrite analyse analyze and any as asc authorization az64 between binary
blanksasnull both bytedict case cast check collate column connect constraint create credentials cross
current_date current_time current_timestamp current_user current_user_id default deferrable defrag delta
delta32k desc disable distinct do else emptyasnull enable encrypt encryption end except false for
foreign freeze from full globaldict256 globaldict64k grant group having identity ignore ilike in
initially inner intersect into is isnull join leading left like limit localtime localtimestamp lun luns
lzo minus mostly16 mostly32 mostly8 natural new not notnull null nulls off offset old on only open or
order outer overlaps parallel partition percent permissions pivot placing primary raw readratio recover
references rejectlog resort respect restore right select session_user similar snapshot some start
sysdate system table tag tdes text255 text32k then to top trailing true truncatecolumns union unique
unnest unpivot user using verbose when where with without`;

/** Other words that the grammar looks for often; listed so that the lexer can share one string for each. */
const commonText = `
array backup encode gzip interval language oid timestamp abort add after alter append at auto begin bigint boolean by call cancel cascade char character close cluster
comment commit compound copy count cube current cursor data database date day deallocate decimal declare
delete diststyle distkey double drop escape even every execute exists explain external extract fetch first
following format function groups hour if iam_role inout insert int integer intersects isolation json key last
lateral level listagg local location lock manifest materialized max merge min minute month next no numeric of
out over owner parquet position preceding precision prepare prior procedure qualify quarter range real refresh
rename reset revoke role rollback rollup row rows s3 schema second session set sets show smallint sortkey
substring sum super temp temporary text time timestamptz transaction trim true truncate type unbounded unknown
unload update use user vacuum values varchar varying view week window within work year zone`;

const split = (text: string): string[] => text.trim().split(/\s+/);

/** Reserved words, lower case. */
export const reservedWords: ReadonlySet<string> = new Set(split(reservedText));

/** Reserved for naming, yet functions when a parenthesis follows. */
export const callableReservedWords: ReadonlySet<string> = new Set(
  split(`all any binary collate current_date current_time current_timestamp current_user current_user_id
    identity left localtime localtimestamp right session_user some sysdate unnest user`),
);

/**
 * Names of columns only where a dot stands before them: alone in an expression they begin a literal
 * (`TIMESTAMP '…'`), and anything else after them is a syntax error, as
 * https://github.com/sqlfluff/sqlfluff/issues/2747 and https://github.com/sqlfluff/sqlfluff/issues/2558 show.
 */
export const literalOnlyWords: ReadonlySet<string> = new Set(['datetime', 'time', 'timestamp']);

/** From a word as typed in lower or upper case to its shared lower-case string. */
export const sharedWords: ReadonlyMap<string, string> = new Map(
  [...split(reservedText), ...split(commonText)].flatMap((word) => [
    [word, word],
    [word.toUpperCase(), word],
  ]),
);

/**
 * `quote_ident`'s question: must this name be quoted to be read back?
 */
export function isReserved(word: string): boolean {
  return reservedWords.has(word);
}
