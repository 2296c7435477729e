import type { Statement } from '#sql/ast.ts';
import type { QueryType, StatementRecord } from '#warehouse/history/statement-record.ts';

const types: Partial<Record<Statement['kind'], QueryType>> = {
  select: 'SELECT',
  insert: 'INSERT',
  update: 'UPDATE',
  delete: 'DELETE',
  merge: 'OTHER',
  copy: 'COPY',
  unload: 'UNLOAD',
  'create-table-as': 'CTAS',
};

export function queryType(statement: Statement, log: StatementRecord['log']): QueryType {
  return types[statement.kind] ?? (log === 'ddl' ? 'DDL' : 'UTILITY');
}
