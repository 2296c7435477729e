import { randomUUID } from 'node:crypto';
import type { DocumentKind } from '#aws/services/s3/documents/document-kind.ts';
import { invalidArgument, S3Error } from '#aws/services/s3/errors.ts';
import {
  children,
  childText,
  malformedXml,
  requiredText,
  type XmlElement,
} from '#aws/services/s3/xml/reader.ts';

const rulesMax = 1000;

/** What a rule may do. Slipher keeps the rules and does none of it. */
const actions = [
  'Expiration',
  'Transition',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransition',
  'AbortIncompleteMultipartUpload',
];

export const lifecycle: DocumentKind = {
  kind: 'lifecycle',
  root: 'LifecycleConfiguration',
  missing: 'NoSuchLifecycleConfiguration',
  putStatus: 200,
  check: (document) => {
    const rules = children(document, 'Rule');
    if (rules.length === 0 || rules.length > rulesMax) throw malformedXml();
    for (const rule of rules) checkRule(rule);
    checkIds(rules);
  },
};

function checkRule(rule: XmlElement): void {
  const status = requiredText(rule, 'Status');
  if (status !== 'Enabled' && status !== 'Disabled') throw malformedXml();
  if (!rule.children.some(({ name }) => actions.includes(name))) {
    throw new S3Error('InvalidRequest', 'At least one action needs to be specified in a rule');
  }
  if (!rule.children.some(({ name }) => name === 'Filter' || name === 'Prefix')) throw malformedXml();
  for (const days of rule.children.flatMap((action) => children(action, 'Days'))) {
    if (!/^\d{1,9}$/.test(days.text)) throw malformedXml();
  }
}

/** Rules without an ID are given one, as S3 does. */
function checkIds(rules: XmlElement[]): void {
  const seen = new Set<string>();
  for (const rule of rules) {
    const id = childText(rule, 'ID') ?? '';
    if (id === '') {
      rule.children = rule.children.filter(({ name }) => name !== 'ID');
      rule.children.unshift({ name: 'ID', text: randomUUID(), children: [] });
    } else if (id.length > 255 || seen.has(id)) {
      throw invalidArgument(
        'ID',
        id,
        id.length > 255
          ? 'ID length should not exceed allowed limit of 255'
          : 'Rule ID must be unique. Found same ID for more than one rule',
      );
    }
    seen.add(id);
  }
}
