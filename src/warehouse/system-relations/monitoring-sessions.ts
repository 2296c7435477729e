import { livePlaceholder } from '#sql/plan.ts';
import { systemRelation } from '#warehouse/system-relations/declare.ts';
import { ownRows } from '#warehouse/system-relations/fragments.ts';

export const stvSessions = systemRelation({
  name: 'stv_sessions',
  columns: `
    starttime   timestamp s.started
    process     int4      s.pid
    user_name   char(50)  s.user_name
    db_name     char(50)  s.database_name
    timeout_sec int4      s.timeout_seconds`,
  from: `(${livePlaceholder('sessions')}) s WHERE ${ownRows('s.user_id')}`,
  live: 'sessions',
});

export const sysSessionHistory = systemRelation({
  name: 'sys_session_history',
  columns: `
    user_id         char(50)  s.user_id
    session_id      int4      s.pid
    database_name   char(50)  s.database_name
    status          char(10)  s.status
    session_timeout int4      s.timeout_seconds
    start_time      timestamp s.started
    end_time        timestamp s.ended`,
  from: `(${livePlaceholder('session_history')}) s WHERE ${ownRows('s.user_id')}`,
  live: 'session_history',
});

/** For superusers, as the page of SYS_CONNECTION_LOG says. */
const connections = `(${livePlaceholder('connections')}) c WHERE :superuser`;

export const sysConnectionLog = systemRelation({
  name: 'sys_connection_log',
  columns: `
    event             char(50)  c.event
    record_time       timestamp c.record_time
    remote_host       char(45)  c.remote_host
    remote_port       char(32)  c.remote_port
    session_id        int4      c.pid
    database_name     char(50)  c.database_name
    user_name         char(50)  c.user_name
    auth_method       char(32)  c.auth_method
    duration          int4      c.duration
    ssl_version       char(50)  c.ssl_version
    ssl_cipher        char(128) c.ssl_cipher
    mtu               int4      0
    ssl_compression   char(64)  ''
    ssl_expansion     char(64)  ''
    iam_auth_guid     char(36)  ''
    application_name  char(250) c.application_name
    driver_version    char(64)  c.driver_version
    os_version        char(64)  c.os_version
    plugin_name       char(32)  c.plugin_name
    protocol_version  int4      c.protocol_version
    global_session_id char(36)  c.session_uuid`,
  from: connections,
  live: 'connections',
});

export const stlConnectionLog = systemRelation({
  name: 'stl_connection_log',
  columns: `
    event            char(50)  c.event
    recordtime       timestamp c.record_time
    remotehost       char(45)  c.remote_host
    remoteport       char(32)  c.remote_port
    pid              int4      c.pid
    dbname           char(50)  c.database_name
    username         char(50)  c.user_name
    authmethod       char(32)  c.auth_method
    duration         int4      c.duration
    sslversion       char(50)  c.ssl_version
    sslcipher        char(128) c.ssl_cipher
    mtu              int4      0
    sslcompression   char(64)  ''
    sslexpansion     char(64)  ''
    iamauthguid      char(36)  ''
    application_name char(250) c.application_name
    driver_version   char(64)  c.driver_version
    os_version       char(64)  c.os_version
    plugin_name      char(32)  c.plugin_name
    protocol_version int4      c.protocol_version
    sessionid        char(36)  c.session_uuid`,
  from: connections,
  live: 'connections',
});
