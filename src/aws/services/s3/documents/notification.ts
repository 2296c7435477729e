import { randomUUID } from 'node:crypto';
import type { DocumentKind } from '#aws/services/s3/documents/document-kind.ts';
import { invalidArgument, S3Error } from '#aws/services/s3/errors.ts';
import {
  child,
  children,
  childText,
  malformedXml,
  requiredText,
  type XmlElement,
} from '#aws/services/s3/xml/reader.ts';

/** Where events can go, by the element that names it, with the service of its ARN. */
const destinations: Record<string, { arn: string; service: string }> = {
  TopicConfiguration: { arn: 'Topic', service: 'sns' },
  QueueConfiguration: { arn: 'Queue', service: 'sqs' },
  CloudFunctionConfiguration: { arn: 'CloudFunction', service: 'lambda' },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
const events = new Set(
  [
    ['ObjectCreated', '*', 'Put', 'Post', 'Copy', 'CompleteMultipartUpload'],
    ['ObjectRemoved', '*', 'Delete', 'DeleteMarkerCreated'],
    ['ObjectRestore', '*', 'Post', 'Completed', 'Delete'],
    ['Replication', '*', 'OperationFailedReplication', 'OperationMissedThreshold'],
    ['Replication', 'OperationReplicatedAfterThreshold', 'OperationNotTracked'],
    ['LifecycleExpiration', '*', 'Delete', 'DeleteMarkerCreated'],
    ['ObjectTagging', '*', 'Put', 'Delete'],
    ['ObjectAcl', 'Put'],
  ]
    .flatMap(([group, ...names]) => names.map((name) => `s3:${group}:${name}`))
    .concat('s3:ReducedRedundancyLostObject', 's3:LifecycleTransition', 's3:IntelligentTiering'),
);

export const notification: DocumentKind = {
  kind: 'notification',
  root: 'NotificationConfiguration',
  missing: undefined,
  putStatus: 200,
  check: (document) => {
    for (const each of document.children) checkConfiguration(each);
  },
};

function checkConfiguration(configuration: XmlElement): void {
  if (configuration.name === 'EventBridgeConfiguration') return;
  const destination = destinations[configuration.name];
  if (destination === undefined) throw malformedXml();
  const arn = requiredText(configuration, destination.arn);
  if (!new RegExp(`^arn:aws[\\w-]*:${destination.service}:[\\w-]+:\\d{12}:.+$`).test(arn)) {
    throw invalidArgument(destination.arn, arn, 'The ARN could not be parsed');
  }
  const names = children(configuration, 'Event').map(({ text }) => text);
  if (names.length === 0) throw malformedXml();
  const unknown = names.find((name) => !events.has(name));
  if (unknown !== undefined)
    throw invalidArgument('Event', unknown, 'The event is not supported for notifications');
  for (const filter of children(configuration, 'Filter')) checkFilter(filter);
  if (!childText(configuration, 'Id')) addId(configuration);
}

/** A filter has a prefix and a suffix of the key, each once at most. */
function checkFilter(filter: XmlElement): void {
  const key = child(filter, 'S3Key');
  if (key === undefined) return;
  const names = children(key, 'FilterRule').map((rule) => {
    requiredText(rule, 'Value');
    return requiredText(rule, 'Name').toLowerCase();
  });
  const wrong = names.find((name) => name !== 'prefix' && name !== 'suffix');
  if (wrong !== undefined) {
    throw invalidArgument('FilterRule.Name', wrong, 'filter rule name must be either prefix or suffix');
  }
  if (new Set(names).size < names.length) {
    throw new S3Error('InvalidArgument', 'Cannot specify more than one prefix or suffix rule in a filter.');
  }
}

function addId(configuration: XmlElement): void {
  configuration.children = configuration.children.filter(({ name }) => name !== 'Id');
  configuration.children.unshift({ name: 'Id', text: randomUUID(), children: [] });
}
