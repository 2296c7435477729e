import { fail, type RedshiftError } from '#base/errors.ts';
import { quoteLiteral } from '#sql/quote.ts';
import type { Connection } from '#warehouse/engine/connection.ts';
import { WarehouseSession } from '#warehouse/session/session.ts';
import { SessionCore } from '#warehouse/session/session-core.ts';
import type { Shared } from '#warehouse/session/shared.ts';
import type { SessionRequest } from '#warehouse/session-interface.ts';
import { findSetting, settingItems } from '#warehouse/settings/definitions.ts';
import { SessionSettings } from '#warehouse/settings/session-settings.ts';

/** Opens a session for an authenticated user. Throws 3D000, 28000 or 53300, and 22023 for a bad start-up setting. */
export async function openSession(
  shared: Shared,
  request: SessionRequest,
  connectionsMax = Number.POSITIVE_INFINITY,
): Promise<WarehouseSession> {
  const catalog = shared.catalog.begin();
  const user = catalog.user(request.user);
  if (!user) throw fatal('invalid_authorization_specification', `user "${request.user}" does not exist`);
  const database = catalog.database(request.database);
  if (!database) throw fatal('invalid_catalog_name', `database "${request.database}" does not exist`);
  if (!request.internal) requireRoom(shared, connectionsMax, user, database);

  const connection = await shared.engine.connect();
  try {
    const settings = new SessionSettings((name, value) => {
      const reported = findSetting(name)?.reported;
      if (reported !== undefined) request.onParameterStatus(reported, value);
      if (name === 'timezone') pushTimeZone(connection, value);
    });
    const core = new SessionCore(shared, connection, settings, request, {
      pid: shared.sessions.nextPid(),
      userId: user.id,
    });
    start(settings, request, user);
    pushTimeZone(connection, settings.get('timezone') ?? 'UTC');
    return new WarehouseSession(core);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** The engine learns of it with its next statement. */
function pushTimeZone(connection: Connection, zone: string): void {
  connection.before(`SET TimeZone = ${quoteLiteral(zone)}`);
}

function start(
  settings: SessionSettings,
  request: SessionRequest,
  user: { name: string; superuser: boolean; settings: Record<string, string[]> },
): void {
  for (const [name, value] of Object.entries(user.settings)) settings.start(name, value);
  for (const [name, value] of Object.entries(request.settings))
    settings.start(name, settingItems(name, value));
  if (request.applicationName !== '') settings.start('application_name', [request.applicationName]);
  settings.fix('session_authorization', user.name);
  settings.fix('is_superuser', user.superuser ? 'on' : 'off');
}

function requireRoom(
  shared: Shared,
  connectionsMax: number,
  user: { name: string; connectionLimit: number; superuser: boolean },
  database: { name: string; connectionLimit: number },
): void {
  const { sessions } = shared;
  if (sessions.count() >= connectionsMax) {
    throw fatal(
      'too_many_connections',
      `too many connections for the warehouse: the limit is ${connectionsMax}`,
    );
  }
  const ofUser = sessions.count((other) => other.core.request.user === user.name);
  if (user.connectionLimit >= 0 && !user.superuser && ofUser >= user.connectionLimit) {
    throw fatal('too_many_connections', `too many connections for user "${user.name}"`);
  }
  const ofDatabase = sessions.count((other) => other.core.database === database.name);
  if (database.connectionLimit >= 0 && !user.superuser && ofDatabase >= database.connectionLimit) {
    throw fatal('too_many_connections', `too many connections for database "${database.name}"`);
  }
}

function fatal(state: Parameters<typeof fail>[0], message: string): RedshiftError {
  return fail(state, message, { severity: 'FATAL' });
}
