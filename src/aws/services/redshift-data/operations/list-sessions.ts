import type { JsonStructure } from '#aws/protocols/json/json-value.ts';
import { ownerOf } from '#aws/services/redshift-data/caller.ts';
import { type ListingInput, listingPage } from '#aws/services/redshift-data/listing.ts';
import type { Operation } from '#aws/services/redshift-data/redshift-data.ts';
import { invalid } from '#warehouse/data-api/data-api-error.ts';
import { sessionEnd } from '#warehouse/data-api/kept-sessions.ts';
import type { SessionRecord, SessionStatus } from '#warehouse/data-api/session-record.ts';

type Input = ListingInput & { SessionId?: string; Status?: SessionStatus };

/** Open sessions, unless a status is asked for; or the one with an id, whatever its status. */
export const listSessions: Operation<Input> = (service, input, caller) => {
  const { SessionId, ...filters } = input;
  if (SessionId !== undefined) {
    const others = Object.keys(filters);
    if (others.length > 0) throw invalid(`${others.join(', ')} cannot be given together with SessionId.`);
    const found = service.dataApi.sessionById(SessionId, ownerOf(caller));
    return { Sessions: found === undefined ? [] : [summary(found)] };
  }
  const status: SessionStatus[] = input.Status === undefined ? ['AVAILABLE', 'BUSY'] : [input.Status];
  const { rows, nextToken } = listingPage(service, input, caller, 'ListSessions', (filter) =>
    service.dataApi.sessions({ ...filter, status }),
  );
  return { Sessions: rows.map(summary), NextToken: nextToken };
};

function summary(record: SessionRecord): JsonStructure {
  const { target, status } = record;
  return {
    SessionId: record.id,
    Status: status,
    CreatedAt: new Date(record.createdAt),
    UpdatedAt: new Date(record.updatedAt),
    Database: target.database,
    DbUser: target.dbUser,
    ClusterIdentifier: target.clusterIdentifier,
    WorkgroupName: target.workgroupName,
    SessionAliveSeconds: record.keepAliveSeconds,
    SessionTtl: status === 'CLOSED' ? undefined : new Date(sessionEnd(record)),
    CurrentStatementId: record.currentStatementId,
  };
}
