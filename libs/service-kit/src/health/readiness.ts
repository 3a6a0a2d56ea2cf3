export interface ComponentState {
  readonly ready: boolean;
  /** For a person: what is wrong, and with what. */
  readonly detail?: string;
}

export interface ComponentReport extends ComponentState {
  readonly name: string;
}

/** A check that takes longer counts as failed. */
const CHECK_TIMEOUT_MS = 2_000;

type Check = () => ComponentState | Promise<ComponentState>;

/** What the service needs to do its work, and whether it has it. */
export class Readiness {
  private readonly checks = new Map<string, Check>();
  private stopping = false;

  /** Adds a component whose state is asked for whenever somebody wants to know. A throw means not ready. */
  watch(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  /** Tells the state of a component until told otherwise. */
  report({ name, ...state }: ComponentReport): void {
    this.checks.set(name, () => state);
  }

  /** From now on not ready, so that no new work is sent here. */
  stop(): void {
    this.stopping = true;
  }

  async state(): Promise<{ ready: boolean; components: ComponentReport[] }> {
    const components = await Promise.all([...this.checks].map(([name, check]) => this.ask(name, check)));
    if (this.stopping) components.push({ name: 'service', ready: false, detail: 'is stopping' });
    return { ready: components.every(({ ready }) => ready), components };
  }

  private async ask(name: string, check: Check): Promise<ComponentReport> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<ComponentState>((resolve) => {
      const detail = `did not answer within ${CHECK_TIMEOUT_MS} ms`;
      timer = setTimeout(resolve, CHECK_TIMEOUT_MS, { ready: false, detail });
    });
    try {
      return { name, ...(await Promise.race([Promise.resolve().then(check), late])) };
    } catch (error) {
      return { name, ready: false, detail: error instanceof Error ? error.message : String(error) };
    } finally {
      clearTimeout(timer);
    }
  }
}
