import type { Expression, NamePart, Query } from '#sql/ast.ts';
import { parseExpressionText } from '#sql/parse.ts';

const names = (parts: NamePart[]): string => parts.map(({ name }) => name).join('.');
const list = (items: Expression[]): string => items.map(outline).join(' ');

/** An expression as a short text in which every operation has parentheses: `(+ 1 (* 2 3))`. */
export function outline(node: Expression): string {
  switch (node.kind) {
    case 'number':
      return node.text;
    case 'string':
      return `'${node.value}'`;
    case 'boolean':
      return String(node.value);
    case 'reference':
      return names(node.parts);
    case 'star':
      return names([...node.qualifier, { name: '*', quoted: false, pos: 0, end: 0 }]);
    case 'parameter':
      return `$${node.index}`;
    case 'typed-literal':
      return `(literal ${node.type.name} '${node.value}')`;
    case 'interval':
      return `(interval '${node.value}'${node.fields === undefined ? '' : ` ${node.fields}`})`;
    case 'unary':
      return `(${node.postfix ? 'postfix ' : ''}${node.operator} ${outline(node.operand)})`;
    case 'binary':
    case 'comparison':
      return `(${node.operator} ${outline(node.left)} ${outline(node.right)})`;
    case 'logical':
      return `(${node.operator} ${list(node.operands)})`;
    case 'quantified': {
      const right = 'body' in node.right ? query(node.right) : outline(node.right);
      return `(${node.operator} ${node.quantifier} ${outline(node.left)} ${right})`;
    }
    case 'is':
      return `(is ${node.negated ? 'not ' : ''}${node.test} ${list([node.operand, ...(node.right ? [node.right] : [])])})`;
    case 'between':
      return `(${node.negated ? 'not ' : ''}between ${list([node.operand, node.low, node.high])})`;
    case 'in':
      return `(${node.negated ? 'not ' : ''}in ${list([node.operand, ...node.items])})`;
    case 'in-subquery':
      return `(${node.negated ? 'not ' : ''}in ${outline(node.operand)} ${query(node.query)})`;
    case 'like':
      return `(${node.negated ? 'not ' : ''}${node.operator} ${list([node.operand, node.pattern, ...(node.escape ? [node.escape] : [])])})`;
    case 'at-time-zone':
      return `(at ${outline(node.operand)} ${outline(node.zone)})`;
    case 'cast':
      return `(${node.try ? 'try-' : ''}cast ${outline(node.operand)} ${typeText(node.type)})`;
    case 'call':
      return call(node);
    case 'case':
      return `(case ${[
        ...(node.operand ? [outline(node.operand)] : []),
        ...node.branches.map(({ when, then: result }) => `[${outline(when)} ${outline(result)}]`),
        ...(node.else ? [outline(node.else)] : []),
      ].join(' ')})`;
    case 'exists':
      return `(exists ${query(node.query)})`;
    case 'subquery':
      return query(node.query);
    case 'row':
    case 'array':
      return `(${node.kind} ${list(node.items)})`;
    case 'subscript':
      return `${outline(node.operand)}[${list([node.index, ...(node.to ? [node.to] : [])])}]`;
    case 'field':
      return `${outline(node.operand)}.${node.field.name}`;
    case 'collate':
      return `(collate ${outline(node.operand)} ${node.collation})`;
    case 'outer-join-mark':
      return `${outline(node.operand)}(+)`;
    case 'prior':
      return `(prior ${outline(node.operand)})`;
    default:
      return node.kind;
  }
}

function call(node: Extract<Expression, { kind: 'call' }>): string {
  const words = [
    node.schema === undefined ? node.name : `${node.schema}.${node.name}`,
    ...(['approximate', 'distinct', 'star', 'bare'] as const).filter((flag) => node[flag] === true),
    ...node.args.map((arg, index) => {
      const name = node.argumentNames?.[index];
      return name === undefined ? outline(arg) : `${name}=>${outline(arg)}`;
    }),
    ...(node.nulls ? [`${node.nulls}-nulls`] : []),
    ...(node.withinGroup ? ['within-group'] : []),
    ...(node.filter ? [`filter ${outline(node.filter)}`] : []),
    ...(node.over ? ['over'] : []),
  ];
  return `{${words.join(' ')}}`;
}

function typeText(type: Extract<Expression, { kind: 'cast' }>['type']): string {
  const schema = type.schema === undefined ? '' : `${type.schema}.`;
  const modifiers = type.modifiers.length === 0 ? '' : `(${type.modifiers.join(',')})`;
  const fields = type.intervalFields === undefined ? '' : ` ${type.intervalFields}`;
  return `${schema}${type.name}${modifiers}${fields}${type.array ? '[]' : ''}`;
}

function query(node: Query): string {
  return `<${node.body.kind}>`;
}

export function outlineOf(text: string): string {
  return outline(parseExpressionText(text));
}
