import type { Statement } from '#sql/ast.ts';

/** The statement's name as errors and command tags spell it: `CREATE TABLE`, `DROP EXTERNAL SCHEMA`. */
export function statementName(statement: Statement): string {
  switch (statement.kind) {
    case 'drop':
      return `DROP ${statement.object.toUpperCase()}`;
    case 'grant':
      return statement.revoke ? 'REVOKE' : 'GRANT';
    case 'transaction':
      return statement.word;
    case 'show-object':
      return `SHOW ${statement.what.toUpperCase()}`;
    case 'declare-cursor':
      return 'DECLARE CURSOR';
    case 'close':
      return 'CLOSE CURSOR';
    case 'call-procedure':
      return 'CALL';
    case 'create-table-as':
      return 'CREATE TABLE AS';
    case 'create-function':
      return statement.external ? 'CREATE EXTERNAL FUNCTION' : 'CREATE FUNCTION';
    case 'copy-job':
      return `COPY JOB ${statement.action}`;
    case 'named':
      return statement.name;
    default:
      return statement.kind.toUpperCase().replaceAll('-', ' ');
  }
}
