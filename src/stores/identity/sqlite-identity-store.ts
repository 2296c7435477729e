import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { iamArn, isIamName, roleNameOfArn, rootArn } from '#stores/identity/arn.ts';
import { firstUserName } from '#stores/identity/identity-schema.ts';
import {
  type AccessKey,
  IdentityError,
  type IdentityStore,
  type Role,
  type User,
} from '#stores/identity/identity-store.ts';
import type { Principal } from '#stores/identity/principal.ts';
import { randomId, randomSecret } from '#stores/identity/random-id.ts';

const keyColumns = 'id, secret, user_name AS userName, status, created';
const userColumns = 'id, name, arn, created';
const roleColumns = 'id, name, arn, trust_policy AS trustPolicy, description, created';
/** IAM's quota. */
const keysPerUserMax = 2;

/** The account in an SQLite database. Every change is on disk when its call returns. */
export class SqliteIdentityStore implements IdentityStore {
  readonly accountId: string;
  readonly allowAny: boolean;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync, accountId: string, allowAny: boolean) {
    this.#database = database;
    this.accountId = accountId;
    this.allowAny = allowAny;
  }

  /** The key to tell the person who starts Slipher: the administrator's oldest active one, else the oldest of all. */
  firstKey(): AccessKey {
    const keys = this.#all<AccessKey>(
      `SELECT ${keyColumns} FROM access_keys WHERE status = 'Active' ORDER BY rowid`,
    );
    const key = keys.find(({ userName }) => userName === firstUserName) ?? keys[0];
    if (key === undefined) throw new IdentityError('NoSuchEntity', 'No access key is active.');
    return key;
  }

  accessKey(id: string): AccessKey | undefined {
    return this.#get<AccessKey>(`SELECT ${keyColumns} FROM access_keys WHERE id = ?`, id);
  }

  accessKeys(userName?: string): AccessKey[] {
    if (userName === undefined) return this.#all(`SELECT ${keyColumns} FROM access_keys ORDER BY rowid`);
    return this.#all(`SELECT ${keyColumns} FROM access_keys WHERE user_name = ? ORDER BY rowid`, userName);
  }

  createAccessKey(userName: string): AccessKey {
    const user = this.#existingUser(userName);
    if (this.accessKeys(user.name).length >= keysPerUserMax) {
      throw new IdentityError(
        'LimitExceeded',
        `Cannot exceed quota for AccessKeysPerUser: ${keysPerUserMax}`,
      );
    }
    const key: AccessKey = {
      id: randomId('AKIA'),
      secret: randomSecret(),
      userName: user.name,
      status: 'Active',
      created: Date.now(),
    };
    this.#run(
      'INSERT INTO access_keys VALUES (?, ?, ?, ?, ?)',
      key.id,
      key.secret,
      key.userName,
      key.status,
      key.created,
    );
    return key;
  }

  setAccessKeyStatus(id: string, status: AccessKey['status']): void {
    if (this.#run('UPDATE access_keys SET status = ? WHERE id = ?', status, id) === 0) throw noKey(id);
  }

  deleteAccessKey(id: string): void {
    if (this.#run('DELETE FROM access_keys WHERE id = ?', id) === 0) throw noKey(id);
  }

  user(name: string): User | undefined {
    return this.#get<User>(`SELECT ${userColumns} FROM users WHERE name = ?`, name);
  }

  users(): User[] {
    return this.#all(`SELECT ${userColumns} FROM users ORDER BY name`);
  }

  createUser(name: string, path = '/'): User {
    checkName(name, path, 'userName');
    if (this.user(name) !== undefined) {
      throw new IdentityError('EntityAlreadyExists', `User with name ${name} already exists.`);
    }
    const arn = iamArn(this.accountId, 'user', name, path);
    const user: User = { id: randomId('AIDA'), name, arn, created: Date.now() };
    this.#run('INSERT INTO users VALUES (?, ?, ?, ?)', user.name, user.id, user.arn, user.created);
    return user;
  }

  deleteUser(name: string): void {
    const user = this.#existingUser(name);
    if (this.accessKeys(user.name).length > 0) {
      throw new IdentityError('DeleteConflict', 'Cannot delete entity, must delete access keys first.');
    }
    this.#run('DELETE FROM users WHERE name = ?', user.name);
  }

  role(nameOrArn: string): Role | undefined {
    const known = this.#get<Role>(
      `SELECT ${roleColumns} FROM roles WHERE ${nameOrArn.startsWith('arn:') ? 'arn' : 'name'} = ?`,
      nameOrArn,
    );
    return known ?? (this.allowAny ? this.#roleOfAnyName(nameOrArn) : undefined);
  }

  roles(): Role[] {
    return this.#all(`SELECT ${roleColumns} FROM roles ORDER BY name`);
  }

  createRole(role: { name: string; trustPolicy: string; description?: string; path?: string }): Role {
    checkName(role.name, role.path ?? '/', 'roleName');
    if (this.#get('SELECT 1 FROM roles WHERE name = ?', role.name) !== undefined) {
      throw new IdentityError('EntityAlreadyExists', `Role with name ${role.name} already exists.`);
    }
    const made: Role = {
      id: randomId('AROA'),
      name: role.name,
      arn: iamArn(this.accountId, 'role', role.name, role.path),
      trustPolicy: role.trustPolicy,
      description: role.description ?? '',
      created: Date.now(),
    };
    this.#run(
      'INSERT INTO roles VALUES (?, ?, ?, ?, ?, ?, 0)',
      made.name,
      made.id,
      made.arn,
      made.trustPolicy,
      made.description,
      made.created,
    );
    return made;
  }

  deleteRole(name: string): void {
    if (this.#run('DELETE FROM roles WHERE name = ?', name) > 0) return;
    throw new IdentityError('NoSuchEntity', `The role with name ${name} cannot be found.`);
  }

  defaultRole(): Role | undefined {
    return this.#get<Role>(`SELECT ${roleColumns} FROM roles WHERE is_default = 1`);
  }

  principal(accessKeyId: string): Principal | undefined {
    const key = this.accessKey(accessKeyId);
    if (key?.status === 'Active') {
      const { arn, name } = this.#existingUser(key.userName);
      return { kind: 'user', arn, name, accessKeyId };
    }
    if (!this.allowAny || !/^[\w+=,.@/-]{1,128}$/.test(accessKeyId)) return undefined;
    return { kind: 'root', arn: rootArn(this.accountId), name: 'root', accessKeyId };
  }

  close(): void {
    this.#database.close();
  }

  /** Where any credentials are taken, a role of any well-formed name is there, trusted by Redshift. */
  #roleOfAnyName(nameOrArn: string): Role | undefined {
    const name = roleNameOfArn(nameOrArn) ?? nameOrArn;
    if (!isIamName(name)) return undefined;
    const arn = nameOrArn === name ? iamArn(this.accountId, 'role', name) : nameOrArn;
    const template = this.defaultRole();
    return {
      id: randomId('AROA'),
      name,
      arn,
      trustPolicy: template?.trustPolicy ?? '{}',
      description: '',
      created: 0,
    };
  }

  #existingUser(name: string): User {
    const user = this.user(name);
    if (user !== undefined) return user;
    throw new IdentityError('NoSuchEntity', `The user with name ${name} cannot be found.`);
  }

  #get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  #all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  /** Rows changed. */
  #run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function checkName(name: string, path: string, member: string): void {
  if (!isIamName(name)) {
    throw new IdentityError(
      'ValidationError',
      `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_- and be at most 64 long`,
    );
  }
  if (/^\/(?:[!-~]{1,510}\/)?$/.test(path)) return;
  throw new IdentityError(
    'ValidationError',
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  );
}

function noKey(id: string): IdentityError {
  return new IdentityError('NoSuchEntity', `The Access Key with id ${id} cannot be found.`);
}
