import type { SessionCore } from '#warehouse/session/session-core.ts';
import { terminated } from '#warehouse/session/sessions.ts';

/** setTimeout's own limit. */
const delayMsMax = 2_147_483_647;

/** Ends a session that does nothing for too long: the user's SESSION TIMEOUT or `idle_session_timeout`. */
export class IdleTimer {
  readonly #core: SessionCore;
  readonly #onTimeout: (error: Error) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(core: SessionCore, onTimeout: (error: Error) => void) {
    this.#core = core;
    this.#onTimeout = onTimeout;
  }

  start(): void {
    this.stop();
    const limits = [
      this.#core.timeoutSeconds * 1000,
      Number(this.#core.settings.get('idle_session_timeout')),
    ].filter((limitMs) => limitMs > 0);
    if (limits.length === 0) return;
    const error = terminated('terminating connection due to session timeout');
    this.#timer = setTimeout(() => this.#onTimeout(error), Math.min(delayMsMax, ...limits));
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
