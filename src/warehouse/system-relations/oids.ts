/** OIDs that PostgreSQL gave its catalogs, of which clients know some by heart, and exceptions of ours. */
const wellKnown: Record<string, number> = {
  pg_type: 1247,
  pg_attribute: 1249,
  pg_proc: 1255,
  pg_class: 1259,
  pg_shadow: 1260,
  pg_group: 1261,
  pg_database: 1262,
  pg_attrdef: 2604,
  pg_constraint: 2606,
  pg_index: 2610,
  pg_language: 2612,
  pg_namespace: 2615,
  pg_operator: 2617,
  pg_description: 2609,
  pg_depend: 2608,
  pg_rewrite: 2618,
  /** Its name's number is that of another relation. */
  stl_alert_event_log: 9_999,
};

/** OID of a system relation: the same in every version, because it comes from the name alone. */
export function systemRelationOid(name: string): number {
  return wellKnown[name] ?? nameOid(name);
}

/** A number from 10,000 to 99,999, below the OIDs of users' objects. */
export function nameOid(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return 10_000 + ((hash >>> 0) % 90_000);
}
