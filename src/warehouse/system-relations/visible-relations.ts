/**
 * Rows that the asking user may see in information_schema and the SVV_ views: relations it owns or was granted
 * anything on, all for a superuser. System relations are open to everyone; another session's temporary tables to
 * nobody.
 */
export const grantedToUser = (objectClass: string, oid: string): string => `EXISTS (
  SELECT 1 FROM warehouse.catalog.grants g
  WHERE g.object_class = '${objectClass}' AND g.object_oid = ${oid} AND (g.grantee_kind = 'public'
    OR (g.grantee_kind = 'user' AND g.grantee_id = :user_id)
    OR (g.grantee_kind = 'group' AND g.grantee_id IN
      (SELECT group_id FROM warehouse.catalog.group_members WHERE user_id = :user_id))
    OR (g.grantee_kind = 'role' AND g.grantee_id IN
      (SELECT role_id FROM warehouse.catalog.role_members WHERE member_kind = 'user' AND member_id = :user_id))))`;

export const visibleRelation = (r: string): string => `(${r}.session_pid IS NULL OR ${r}.session_pid = :pid)
  AND (:superuser OR ${r}.owner IN (1, :user_id) OR ${grantedToUser('relation', `${r}.oid`)})`;
