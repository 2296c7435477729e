import type { Load } from '#warehouse/copy/load.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** What a COPY that went well tells its client (copy.md §10). */
export function loadNotices(load: Load, rows: number, replaced: number, context: StatementContext): void {
  const { name } = load.target.table;
  const info = (message: string) => context.notice({ severity: 'INFO', code: '00000', message });
  info(`Load into table '${name}' completed, ${rows} record(s) loaded successfully.`);
  if (load.errors.count > 0) {
    info(
      `Load into table '${name}' completed, ${load.errors.count} record(s) could not be loaded.  Check 'stl_load_errors' system table for details.`,
    );
  }
  if (replaced > 0) {
    info(
      `Load into table '${name}' completed, ${replaced} record(s) were loaded with replacements made for ACCEPTINVCHARS.  Check 'stl_replacements' system table for details.`,
    );
  }
}
