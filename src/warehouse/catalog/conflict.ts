import { fail, type RedshiftError } from '#base/errors.ts';

/**
 * Two open transactions changed the same catalog row, and the first one has not ended. Redshift's text of a
 * write conflict (Amazon Redshift, "Serializable isolation"), which clients retry.
 */
export function catalogConflict(oid: number | string): RedshiftError {
  return fail('internal_error', '1023', {
    detail: `Serializable isolation violation on table - ${oid}, transactions forming the cycle are: (catalog)`,
  });
}
