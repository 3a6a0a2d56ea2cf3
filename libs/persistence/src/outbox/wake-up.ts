/** A wait that can be cut short. A call before the wait counts for it. */
export class WakeUp {
  private called = false;
  private resolve: (() => void) | undefined;

  call(): void {
    this.called = true;
    this.resolve?.();
  }

  /** Resolves after `ms` milliseconds or at the next call, whichever is first. */
  async wait(ms: number): Promise<void> {
    if (!this.called) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.resolve = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.called = false;
    this.resolve = undefined;
  }
}
