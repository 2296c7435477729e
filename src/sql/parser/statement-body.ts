import type { Statement } from '#sql/ast.ts';

/** A statement before its span is added. */
export type StatementBody = Statement extends infer Member
  ? Member extends unknown
    ? Omit<Member, 'pos' | 'end'>
    : never
  : never;
