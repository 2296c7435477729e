/** So many at a time, in the order in which they came. */
export class Slots {
  #free: number;
  readonly #waiting: { take(): void; signal: AbortSignal }[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves to what gives the place back. Rejects with the signal's reason when that comes first. */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#free === 0) await this.#turn(signal);
    else this.#free--;
    let given = false;
    return () => {
      if (!given) this.#give();
      given = true;
    };
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting = { take: resolve, signal };
      this.#waiting.push(waiting);
      signal.addEventListener('abort', () => {
        const at = this.#waiting.indexOf(waiting);
        if (at < 0) return;
        this.#waiting.splice(at, 1);
        reject(signal.reason);
      });
    });
  }

  #give(): void {
    const next = this.#waiting.shift();
    if (next) next.take();
    else this.#free++;
  }
}
