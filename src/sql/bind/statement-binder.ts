import { fail } from '#base/errors.ts';
import type { Expression, Query } from '#sql/ast.ts';
import type { Clause, Scope, TypedSql } from '#sql/bind/binder-interface.ts';
import { bindExpression } from '#sql/bind/expressions/bind-expression.ts';
import { bindQueryBody } from '#sql/bind/query.ts';
import type {
  BoundBody,
  BoundSubquery,
  QueryBinder,
  RelationRowColumn,
  RelationRows,
} from '#sql/bind/query-binder.ts';
import { refuseInto } from '#sql/bind/select-into.ts';
import { isOn } from '#sql/bind/session-setting.ts';
import { settle } from '#sql/bind/settle.ts';
import { inView, viewCatalog, viewColumns, viewQuery } from '#sql/bind/view-expansion.ts';
import type { Relation } from '#sql/catalog-reader.ts';
import type { BindContext, Effect, RelationUse } from '#sql/plan.ts';
import type { SqlType } from '#sql/types.ts';

/** How deep views may stand in views. */
const viewDepthMax = 64;

/** What all parts of one statement share, the texts of its views included. */
class StatementState {
  readonly parameters: (SqlType | undefined)[];
  readonly uses: RelationUse[] = [];
  readonly live = new Set<string>();
  readonly effects: Effect[] = [];
  readonly names = new Set<string>();
  parameterRow: string | undefined;
  sessionDependent = false;

  constructor(parameterTypes: (SqlType | undefined)[]) {
    this.parameters = parameterTypes;
  }
}

/** Binds one statement, or the text of one view inside it. */
export class StatementBinder implements QueryBinder {
  readonly context: BindContext;
  private readonly state: StatementState;
  /** The view whose text this is, innermost last. */
  private readonly views: Relation[];

  constructor(context: BindContext, state?: StatementState, views: Relation[] = []) {
    this.context = context;
    this.state = state ?? new StatementState([...(context.parameterTypes ?? [])]);
    this.views = views;
  }

  get parameters(): (SqlType | undefined)[] {
    return this.state.parameters;
  }
  get parameterRow(): string | undefined {
    return this.state.parameterRow;
  }
  set parameterRow(name: string | undefined) {
    this.state.parameterRow = name;
  }
  get uses(): RelationUse[] {
    return this.state.uses;
  }
  get live(): Set<string> {
    return this.state.live;
  }
  get effects(): Effect[] {
    return this.state.effects;
  }
  get sessionDependent(): boolean {
    return this.state.sessionDependent;
  }
  set sessionDependent(value: boolean) {
    this.state.sessionDependent = value;
  }

  bindExpression(expression: Expression, scope: Scope, clause: Clause): TypedSql {
    return bindExpression(this, expression, scope, clause);
  }

  bindQueryBody(query: Query, parent: Scope | undefined): BoundBody {
    return bindQueryBody(this, query, parent);
  }

  bindQuery(query: Query, parent: Scope | undefined): BoundSubquery {
    refuseInto(query);
    return settle(this, bindQueryBody(this, query, parent));
  }

  uniqueName(wanted: string): string {
    const { names } = this.state;
    let name = wanted;
    for (let number = 1; names.has(name.toLowerCase()); number++) name = `${wanted}_${number}`;
    names.add(name.toLowerCase());
    return name;
  }

  relationSource(relation: Relation): string {
    return this.relationRows(relation, 0).sql;
  }

  relationRows(relation: Relation, position: number): RelationRows {
    const use: RelationUse = { relation, access: 'read', columns: [] };
    const view = this.views.at(-1);
    if (view !== undefined) use.through = view;
    this.state.uses.push(use);
    if (relation.live !== undefined) this.state.live.add(relation.live);
    // The text of a system relation holds the session's user, database and search path.
    if (relation.kind === 'system') this.state.sessionDependent = true;
    if (relation.source !== undefined) {
      return { sql: relation.source, columns: storedColumns(relation), use };
    }
    const body = this.expandView(relation, position);
    return { sql: `(${body.sql})`, columns: viewColumns(relation, body), use };
  }

  private expandView(view: Relation, position: number): BoundSubquery {
    if (view.viewQuery === undefined) {
      const message = `${view.kind} "${view.name}" cannot be read`;
      throw fail('feature_not_supported', message, { position });
    }
    if (this.views.length >= viewDepthMax || this.views.some((outer) => outer.oid === view.oid)) {
      const message = `infinite recursion detected in rules for relation "${view.name}"`;
      throw fail('invalid_object_definition', message, { position });
    }
    return inView(() => {
      const caseSensitive = isOn(this, 'enable_case_sensitive_identifier');
      const query = viewQuery(view, caseSensitive);
      const catalog = viewCatalog(this.context.catalog, view);
      const context = { ...this.context, text: view.viewQuery!, catalog };
      return new StatementBinder(context, this.state, [...this.views, view]).bindQuery(query, undefined);
    });
  }
}

const columnsOf = new WeakMap<Relation, RelationRowColumn[]>();

function storedColumns(relation: Relation): RelationRowColumn[] {
  const known = columnsOf.get(relation);
  if (known !== undefined) return known;
  const columns = relation.columns.map((column, index) => {
    const { name, type, notNull } = column;
    const origin = { relation, column: name, attributeNumber: index + 1, notNull };
    return { name, type, emitted: name, origin, ...(column.hidden ? { hidden: true } : {}) };
  });
  columnsOf.set(relation, columns);
  return columns;
}
