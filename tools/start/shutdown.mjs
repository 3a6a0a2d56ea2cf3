/**
 * What has to be ended, in reverse order of its start: services before the Kafka and PostgreSQL they use.
 * Things that were added together end together.
 */
export class Shutdown {
  /** @type {{ stop(): Promise<unknown>, kill?(): void }[][]} */
  #stages = [];

  /** @param {...{ stop(): Promise<unknown>, kill?(): void }} parts */
  add(...parts) {
    this.#stages.push(parts);
  }

  /**
   * Ends everything; a part that fails does not keep the others from ending.
   *
   * @returns {Promise<readonly unknown[]>} what went wrong
   */
  async stop() {
    const faults = [];
    for (let parts = this.#stages.pop(); parts; parts = this.#stages.pop()) {
      const results = await Promise.allSettled(parts.map((part) => part.stop()));
      for (const result of results) if (result.status === 'rejected') faults.push(result.reason);
    }
    return faults;
  }

  /** Ends at once what can be. */
  kill() {
    for (const part of this.#stages.flat()) part.kill?.();
  }
}
