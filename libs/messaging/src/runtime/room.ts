/** How much is taken and not finished, and who waits for there to be less. */
export class Room {
  records = 0;
  bytes = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly limits: { readonly maxInFlight: number; readonly maxInFlightBytes: number }) {}

  take(bytes: number): void {
    this.records += 1;
    this.bytes += bytes;
  }

  give(bytes: number): void {
    this.records -= 1;
    this.bytes -= bytes;
    if (this.waiting.length > 0 && this.filled < 0.5) this.release();
  }

  get full(): boolean {
    return this.filled >= 1;
  }

  /** Resolves when half of the room is free, or after the time given. */
  half(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Lets everybody go who waits. */
  release(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }

  private get filled(): number {
    return Math.max(this.records / this.limits.maxInFlight, this.bytes / this.limits.maxInFlightBytes);
  }
}
