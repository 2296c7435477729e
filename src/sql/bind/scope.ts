import { fail } from '#base/errors.ts';
import type { NamePart } from '#sql/ast.ts';
import type { Clause, ResolvedName, Scope, TypedSql } from '#sql/bind/binder-interface.ts';
import type { BoundSubquery } from '#sql/bind/query-binder.ts';
import type { OutputColumn, RelationUse } from '#sql/plan.ts';
import { quoteIdentifier } from '#sql/quote.ts';
import type { SqlType } from '#sql/types.ts';

/** A relation as a FROM clause shows it. */
export interface ScopeRelation {
  /** The alias, or the relation's own name; undefined where columns have no qualifier (an unnested value). */
  name: string | undefined;
  /** Set for a relation written without an alias: `s.t.c` may name its columns. */
  schema?: string;
  database?: string;
  /** Where its name stands in the statement. */
  position?: number;
  columns: ScopeColumn[];
  use?: RelationUse;
}

export interface ScopeColumn {
  name: string;
  type: SqlType;
  /** DuckDB text that reads it. */
  sql: string;
  /** Left out by `*`. */
  hidden?: boolean;
  origin?: OutputColumn['origin'];
  literal?: string | null;
  relation?: ScopeRelation;
}

/** A column found by name in one scope. */
export interface FoundColumn {
  column: ScopeColumn;
  rest: NamePart[];
}

/** A common table expression that queries below may read. */
export interface CommonTable {
  name: string;
  /** Its name in the DuckDB text. */
  emitted: string;
  columns: BoundSubquery['columns'];
  used: boolean;
}

/** The base of all scopes: it sees nothing itself and asks its parent. Holds the tables of a WITH clause. */
export class NameScope implements Scope {
  readonly parent: Scope | undefined;
  commonTables: Map<string, CommonTable> | undefined;

  constructor(parent: Scope | undefined) {
    this.parent = parent;
  }

  resolve(parts: NamePart[], clause: Clause): ResolvedName | undefined {
    return this.resolveOutside(parts, clause);
  }

  /** Asks the enclosing query. */
  protected resolveOutside(parts: NamePart[], clause: Clause): ResolvedName | undefined {
    return this.parent instanceof NameScope
      ? this.parent.resolveForInner(parts, clause)
      : this.parent?.resolve(parts, clause);
  }

  /** As `resolve`, for a query nested in the one whose scope this is. */
  resolveForInner(parts: NamePart[], clause: Clause): ResolvedName | undefined {
    return this.resolve(parts, clause);
  }

  namedWindow(_name: string): string | undefined {
    return undefined;
  }

  hasRelation(name: string): boolean {
    return this.parent?.hasRelation(name) ?? false;
  }

  /** Names of the relations that this query's FROM shows. */
  relationNames(): string[] {
    return this.parent instanceof NameScope ? this.parent.relationNames() : [];
  }
}

/** The relations of a FROM clause, or those that a part of it may see. */
export class RelationScope extends NameScope {
  /** In the order of the FROM clause; each with its own columns. */
  relations: ScopeRelation[] = [];
  /** What unqualified names and `*` see: a column merged by USING stands here once. */
  columns: ScopeColumn[] = [];

  override resolve(parts: NamePart[], clause: Clause): ResolvedName | undefined {
    const found = this.find(parts);
    return found === undefined ? this.resolveOutside(parts, clause) : resolvedColumn(found);
  }

  /** Takes over what an item of FROM shows. */
  show(item: { relations: ScopeRelation[]; columns: ScopeColumn[] }): void {
    this.relations.push(...item.relations);
    this.columns.push(...item.columns);
  }

  override hasRelation(name: string): boolean {
    return this.relations.some((relation) => relation.name === name) || super.hasRelation(name);
  }

  override relationNames(): string[] {
    return this.relations.flatMap((relation) => relation.name ?? []);
  }

  /** The column of this scope that the longest prefix of the chain names. Throws 42702 when two match. */
  find(parts: NamePart[]): FoundColumn | undefined {
    for (let length = Math.min(parts.length, 4); length >= 1; length--) {
      const column = length === 1 ? this.findUnqualified(parts[0]!) : this.findQualified(parts, length);
      // Only a SUPER column has something behind its name.
      if (column !== undefined && (length === parts.length || column.type.name === 'super')) {
        return { column, rest: parts.slice(length) };
      }
    }
    return undefined;
  }

  private findUnqualified(part: NamePart): ScopeColumn | undefined {
    let found: ScopeColumn | undefined;
    for (const column of this.columns) {
      if (column.name !== part.name) continue;
      if (found !== undefined) throw ambiguous(part);
      found = column;
    }
    return found;
  }

  private findQualified(parts: NamePart[], length: number): ScopeColumn | undefined {
    const part = parts[length - 1]!;
    let found: ScopeColumn | undefined;
    for (const relation of this.relations) {
      if (!isNamedBy(relation, parts, length - 1)) continue;
      for (const column of relation.columns) {
        if (column.name !== part.name) continue;
        if (found !== undefined) throw ambiguous(part);
        found = column;
      }
    }
    return found;
  }
}

/** True when the first `length` parts are the relation's name, as far qualified as written. */
export function isNamedBy(relation: ScopeRelation, parts: NamePart[], length: number): boolean {
  if (relation.name === undefined || relation.name !== parts[length - 1]!.name) return false;
  if (length >= 2 && relation.schema !== parts[length - 2]!.name) return false;
  return length < 3 || relation.database === parts[length - 3]!.name;
}

function ambiguous(part: NamePart): Error {
  return fail('ambiguous_column', `column reference "${part.name}" is ambiguous`, { position: part.pos });
}

export function resolvedColumn(found: FoundColumn): ResolvedName {
  return { column: columnValue(found.column), rest: found.rest };
}

/** The column as an expression; notes that the statement reads it. */
export function columnValue(column: ScopeColumn): TypedSql {
  const used = column.relation?.use?.columns;
  if (used !== undefined && !used.includes(column.name)) used.push(column.name);
  const value: TypedSql = { sql: column.sql, type: column.type, label: column.name };
  if (column.origin !== undefined) value.origin = column.origin;
  if (column.literal !== undefined) value.literal = column.literal;
  return value;
}

/** The common table expression of that name nearest to the scope. */
export function findCommonTable(scope: Scope | undefined, name: string): CommonTable | undefined {
  for (let at = scope; at !== undefined; at = at.parent) {
    const found = at instanceof NameScope ? at.commonTables?.get(name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `"alias"."column"`. */
export function qualifiedColumn(alias: string, column: string): string {
  return `${quoteIdentifier(alias)}.${quoteIdentifier(column)}`;
}
