const EVERY_MS = 3_600_000;

/** Something that is done once an hour, for as long as the service runs, and never twice at once. */
export class Hourly {
  private timer: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();

  /** @param onTrouble is told what failed; it is tried again after an hour */
  constructor(
    private readonly chore: () => Promise<unknown>,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => this.now(), EVERY_MS).unref();
  }

  now(): void {
    this.work = this.work.then(() => this.chore()).then(() => undefined, this.onTrouble);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.work;
  }
}
