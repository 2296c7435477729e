import type { EngineNode } from '#warehouse/statements/explain/explain-text.ts';

interface Shown {
  label: string;
  details: string[];
}

const joins: Record<string, string> = {
  INNER: '',
  LEFT: 'Left ',
  RIGHT: 'Right ',
  OUTER: 'Full ',
  SEMI: 'IN ',
  ANTI: 'Anti ',
};

/** What Redshift calls such a step; undefined for one that its plans do not show. */
export function describeNode(node: EngineNode): Shown | undefined {
  const info = node.extra_info;
  switch (node.name) {
    case 'SEQ_SCAN':
    case 'TABLE_SCAN':
      return {
        label: `Seq Scan on ${tableName(first(info.Table))}`,
        details: condition('Filter', info.Filters),
      };
    case 'INDEX_SCAN':
      return { label: `Seq Scan on ${tableName(first(info.Table))}`, details: [] };
    case 'FILTER':
      return { label: 'Subquery Scan', details: condition('Filter', info.Expression) };
    case 'HASH_JOIN':
      return {
        label: `Hash ${joins[first(info['Join Type'])] ?? ''}Join DS_DIST_NONE`,
        details: condition('Hash Cond', info.Conditions),
      };
    case 'NESTED_LOOP_JOIN':
    case 'BLOCKWISE_NL_JOIN':
    case 'PIECEWISE_MERGE_JOIN':
    case 'IE_JOIN':
    case 'CROSS_PRODUCT':
      return { label: 'Nested Loop DS_BCAST_INNER', details: condition('Join Filter', info.Conditions) };
    case 'HASH_GROUP_BY':
    case 'PERFECT_HASH_GROUP_BY':
    case 'PARTITIONED_AGGREGATE':
      return { label: 'HashAggregate', details: [] };
    case 'UNGROUPED_AGGREGATE':
    case 'SIMPLE_AGGREGATE':
      return { label: 'Aggregate', details: [] };
    case 'ORDER_BY':
      return { label: 'Merge', details: condition('Merge Key', info['Order By']) };
    case 'TOP_N':
    case 'LIMIT':
    case 'STREAMING_LIMIT':
      return { label: 'Limit', details: [] };
    case 'WINDOW':
    case 'STREAMING_WINDOW':
      return { label: 'Window', details: [] };
    case 'UNION':
      return { label: 'Append', details: [] };
    case 'DUMMY_SCAN':
    case 'COLUMN_DATA_SCAN':
    case 'EMPTY_RESULT':
      return { label: 'Result', details: [] };
    default:
      return undefined;
  }
}

/** `warehouse.tables.t_100123` is the table `t`; what is no table of a user is a row source of the system. */
function tableName(engineName: string): string {
  const name = engineName.split('.').slice(2).join('.').replace(/^"|"$/g, '');
  const match = /^(.*)_\d+$/.exec(name);
  return match?.[1] ?? name;
}

/** Only conditions whose engine text reads as SQL of the client. */
function condition(label: string, value: string | string[] | undefined): string[] {
  const text = Array.isArray(value) ? value.join(' AND ') : value;
  if (!text || !/^[\w\s."'<>=!()+\-*/,%]+$/.test(text) || /__internal|\brs_|\w\(/.test(text)) return [];
  return [`${label}: ${text.startsWith('(') ? text : `(${text})`}`];
}

function first(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
