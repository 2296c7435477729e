import { fail } from '#base/errors.ts';
import { findSetting, settingDefinitions } from '#warehouse/settings/definitions.ts';

/** A setting was given a value: for ParameterStatus, the engine's time zone, plans to be made again. */
export type SettingListener = (name: string, value: string) => void;

export type SettingSource = 'default' | 'user' | 'session';

/**
 * The settings of one session. Inside a transaction, SET is undone by a rollback and SET LOCAL also by a commit.
 * `a.b` names are the session's context variables: any value, no default.
 */
export class SessionSettings {
  /** What RESET goes back to: the user's and the connection's start-up values. */
  readonly #initial = new Map<string, string>();
  #values = new Map<string, string>();
  #listener: SettingListener;
  #inTransaction = false;
  /** Values before the transaction, once it has changed one, and which names only its end keeps. */
  #before: Map<string, string> | undefined;
  #local = new Set<string>();
  /** Counts changes: a plan that depends on settings is good for one count. */
  changes = 0;

  constructor(listener: SettingListener = () => undefined) {
    this.#listener = listener;
  }

  /** The value as SHOW prints it; undefined for an unknown name. */
  get(name: string): string | undefined {
    const known = findSetting(name);
    const key = known?.name ?? name.toLowerCase();
    return this.#values.get(key) ?? this.#initial.get(key) ?? known?.default;
  }

  /** SET. `value` is the list that was written; 'default' goes back. Throws 42704, 22023, 55P02. */
  set(name: string, value: string[] | 'default', scope: 'session' | 'local' = 'session'): void {
    const key = settingName(name);
    if (findSetting(key)?.readOnly) throw notChangeable(key);
    if (value === 'default') {
      this.#change(key, undefined, scope);
      return;
    }
    this.#change(key, checkSetting(key, value), scope);
  }

  /** RESET name or RESET ALL. */
  reset(name: string | 'all'): void {
    if (name === 'all') for (const key of [...this.#values.keys()]) this.#change(key, undefined, 'session');
    else this.#change(settingName(name), undefined, 'session');
  }

  /** A start-up value: what RESET comes back to. Unknown names are left out, as drivers send many. */
  start(name: string, value: string[]): void {
    const key = findSetting(name)?.name;
    if (key !== undefined) this.#initial.set(key, checkSetting(key, value));
  }

  /** A fact of the session that SHOW can print and SET cannot change. */
  fix(name: string, value: string): void {
    this.#initial.set(name, value);
    this.#announce(name);
  }

  source(name: string): SettingSource {
    if (this.#values.has(name)) return 'session';
    return this.#initial.has(name) ? 'user' : 'default';
  }

  /** Names and values of SHOW ALL, context variables included. */
  all(): { name: string; value: string; default: string; description: string }[] {
    const known = settingDefinitions
      .filter((setting) => !setting.hidden)
      .map(({ name, default: byDefault, description }) => ({ name, default: byDefault, description }));
    const variables = [...this.#values.keys()]
      .filter((name) => name.includes('.'))
      .map((name) => ({ name, default: '', description: '' }));
    return [...known, ...variables]
      .map((setting) => ({ ...setting, value: this.get(setting.name) ?? '' }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  begin(): void {
    this.#inTransaction = true;
    this.#before = undefined;
    this.#local.clear();
  }

  commit(): void {
    const before = this.#before;
    this.#inTransaction = false;
    if (!before) return;
    const local = [...this.#local];
    this.#before = undefined;
    this.#local.clear();
    for (const name of local) this.#assign(name, before.get(name));
  }

  rollback(): void {
    const before = this.#before;
    this.#inTransaction = false;
    this.#before = undefined;
    this.#local.clear();
    if (!before) return;
    for (const name of new Set([...this.#values.keys(), ...before.keys()])) {
      if (this.#values.get(name) !== before.get(name)) this.#assign(name, before.get(name));
    }
  }

  #change(name: string, value: string | undefined, scope: 'session' | 'local'): void {
    if (this.#inTransaction) this.#before ??= new Map(this.#values);
    if (scope === 'local') this.#local.add(name);
    else if (this.#local.delete(name) && value !== undefined) this.#before?.set(name, value);
    this.#assign(name, value);
  }

  #assign(name: string, value: string | undefined): void {
    if (value === undefined) this.#values.delete(name);
    else this.#values.set(name, value);
    this.#announce(name);
  }

  #announce(name: string): void {
    this.changes++;
    this.#listener(name, this.get(name) ?? '');
  }
}

/** The value that a setting takes from what was written. Throws 42704 for an unknown name, 22023 for a bad value. */
export function checkSetting(name: string, value: string[]): string {
  const key = settingName(name);
  return findSetting(key)?.read(value, key) ?? value.join(', ');
}

function settingName(name: string): string {
  const known = findSetting(name)?.name;
  if (known !== undefined) return known;
  if (name.includes('.')) return name.toLowerCase();
  throw fail('undefined_object', `unrecognized configuration parameter "${name}"`);
}

function notChangeable(name: string) {
  return fail('cant_change_runtime_param', `parameter "${name}" cannot be changed`);
}
