import { emptyRelation, systemRelation } from '#warehouse/system-relations/declare.ts';

/** Facts of the engine that never change, in PostgreSQL 8.0's shape. */
export const pgAm = systemRelation({
  name: 'pg_am',
  columns: `
    hidden oid      oid     a.oid
    amname          name    a.name
    amowner         int4    1
    amstrategies    int2    0
    amsupport       int2    0
    amorderstrategy int2    0
    amcanunique     bool    false
    amcanmulticol   bool    false
    amindexnulls    bool    false
    amconcurrent    bool    false
    aminsert        regproc '-'
    ambeginscan     regproc '-'
    amgettuple      regproc '-'
    hidden amtype   "char"  'i'
    hidden amcanorder bool  a.name = 'btree'`,
  from: `(VALUES (403, 'btree')) a(oid, name)`,
});

export const pgLanguage = systemRelation({
  name: 'pg_language',
  columns: `
    hidden oid    oid       l.oid
    lanname       name      l.name
    lanispl       bool      l.procedural
    lanpltrusted  bool      l.trusted
    lanplcallfoid oid       0
    lanvalidator  oid       0
    lanacl        aclitem[] NULL
    hidden tableoid  oid    2612
    hidden laninline oid    0
    hidden lanowner  oid    1`,
  from: `(VALUES (12, 'internal', false, false), (13, 'c', false, false), (14, 'sql', false, true),
    (100125, 'plpgsql', true, true), (100126, 'plpythonu', true, false), (100127, 'exfunc', true, true))
    l(oid, name, procedural, trusted)`,
});

export const pgTablespace = systemRelation({
  name: 'pg_tablespace',
  columns: `
    hidden oid  oid       t.oid
    spcname     name      t.name
    spcowner    int4      1
    spclocation text      ''
    spcacl      aclitem[] NULL`,
  from: `(VALUES (1663, 'pg_default'), (1664, 'pg_global')) t(oid, name)`,
});

export const pgOperator = emptyRelation({
  name: 'pg_operator',
  columns: `
    hidden oid   oid
    oprname      name
    oprnamespace oid
    oprowner     int4
    oprkind      "char"
    oprcanhash   bool
    oprleft      oid
    oprright     oid
    oprresult    oid
    oprcom       oid
    oprnegate    oid
    oprlsortop   oid
    oprrsortop   oid
    oprltcmpop   oid
    oprgtcmpop   oid
    oprcode      regproc
    oprrest      regproc
    oprjoin      regproc`,
  note: 'Empty: operators are part of the grammar.',
});

export const pgOpclass = emptyRelation({
  name: 'pg_opclass',
  columns: `
    hidden oid   oid
    opcamid      oid
    opcname      name
    opcnamespace oid
    opcowner     int4
    opcintype    oid
    opcdefault   bool
    opckeytype   oid`,
  note: 'Empty: there are no indexes.',
});

export const pgCast = emptyRelation({
  name: 'pg_cast',
  columns: `
    hidden oid  oid
    castsource  oid
    casttarget  oid
    castfunc    oid
    castcontext "char"
    hidden castmethod "char"`,
  note: 'Empty: casts are part of the type rules.',
});

export const pgAggregate = emptyRelation({
  name: 'pg_aggregate',
  columns: `
    aggfnoid    regproc
    aggtransfn  regproc
    aggfinalfn  regproc
    aggtranstype oid
    agginitval  text`,
  note: 'Empty: pg_proc marks the aggregates.',
});

export const pgTrigger = emptyRelation({
  name: 'pg_trigger',
  columns: `
    hidden oid     oid
    tgrelid        oid
    tgname         name
    tgfoid         oid
    tgtype         int2
    tgenabled      bool
    tgisconstraint bool
    tgconstrname   name
    tgconstrrelid  oid
    tgdeferrable   bool
    tginitdeferred bool
    tgnargs        int2
    tgattr         int2vector
    tgargs         varbyte(64000)
    hidden tgisinternal bool
    hidden tgconstraint oid
    hidden tgparentid   oid`,
  note: 'Empty: Redshift has no triggers.',
});

export const pgInherits = emptyRelation({
  name: 'pg_inherits',
  columns: `
    inhrelid  oid
    inhparent oid
    inhseqno  int4
    hidden inhdetachpending bool`,
  note: 'Empty: Redshift has no inheritance.',
});

export const pgConversion = emptyRelation({
  name: 'pg_conversion',
  columns: `
    hidden oid     oid
    conname        name
    connamespace   oid
    conowner       int4
    conforencoding int4
    contoencoding  int4
    conproc        regproc
    condefault     bool`,
  note: 'Empty: UTF-8 is the only encoding.',
});

export const pgStatistic = emptyRelation({
  name: 'pg_statistic',
  columns: `
    starelid    oid
    staattnum   int2
    stanullfrac float4
    stawidth    int4
    stadistinct float4`,
  note: 'Empty: the engine keeps its own statistics.',
});

export const pgStatisticIndicator = emptyRelation({
  name: 'pg_statistic_indicator',
  columns: `
    stairelid oid
    stairows  float8
    staiins   float8
    staidels  float8`,
  note: 'Empty: the engine keeps its own statistics.',
});

export const pgStats = emptyRelation({
  name: 'pg_stats',
  columns: `
    schemaname        name
    tablename         name
    attname           name
    null_frac         float4
    avg_width         int4
    n_distinct        float4
    correlation       float4`,
  note: 'Empty: the engine keeps its own statistics.',
});
