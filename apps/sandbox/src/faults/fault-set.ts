import { Fields } from '../control/fields.js';
import type { Call } from '../http/exchange.js';
import { Random } from '../random/random.js';
import type { Disturbance, Fault, Manners } from './fault.js';
import { faultKind } from './fault-kinds.js';

/** A fault as the control API states it: its kind, the kind's own settings, and when it strikes. */
export interface FaultStatement {
  readonly kind: string;
  /** Share of the exchanges it strikes, 0 to 1. Default 1. */
  readonly rate?: number;
  /** Ends by itself after so long. Default: until it is removed. */
  readonly seconds?: number;
  /** Strikes only this HTTP method. Default: every one. */
  readonly method?: string;
  readonly seed?: number;
  readonly [setting: string]: unknown;
}

interface Active {
  readonly statement: FaultStatement;
  readonly fault: Fault;
  readonly rate: number;
  readonly method: string | null;
  readonly random: Random;
  readonly until: number | null;
  struck: number;
}

/** The faults that befall one target. Deterministic: each fault draws from its own seeded sequence. */
export class FaultSet {
  private active: readonly Active[] = [];
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners: (() => void)[] = [];

  constructor(
    readonly target: string,
    readonly manners: Manners,
    private readonly now: () => number = Date.now,
  ) {}

  /** Replaces all faults of this target. @throws BadRequest */
  set(statements: readonly FaultStatement[]): void {
    this.active = statements.map((statement, index) => this.activate(statement, index));
    this.changed();
  }

  clear(): void {
    this.set([]);
  }

  list(): readonly (FaultStatement & { struck: number; secondsLeft: number | null })[] {
    this.expire();
    return this.active.map(({ statement, struck, until }) => ({
      ...statement,
      struck,
      secondsLeft: until === null ? null : Math.max(0, (until - this.now()) / 1000),
    }));
  }

  /** What happens to this call: undefined is nothing. The first fault that answers instead, answers. */
  disturb(call: Call): Disturbance | undefined {
    if (this.active.length === 0) return undefined;
    this.expire();
    let sum: Disturbance | undefined;
    for (const each of this.active) {
      if (each.method !== null && each.method !== call.method) continue;
      if (!each.random.chance(each.rate)) continue;
      each.struck++;
      const more = each.fault.disturb(each.random, this.manners, call);
      sum = { ...sum, ...more, delayMs: (sum?.delayMs ?? 0) + (more.delayMs ?? 0) };
      if (more.instead) return sum;
    }
    return sum;
  }

  /** Whether the server of this target must refuse connections now. */
  refusesConnections(): boolean {
    this.expire();
    return this.active.some(({ fault }) => fault.refusesConnections);
  }

  /** Called whenever faults are set, removed, or end by themselves. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  private activate(statement: FaultStatement, index: number): Active {
    const fields = new Fields(statement, `fault of ${this.target}`);
    const fault = faultKind(fields.text('kind', '')).read(fields);
    const seconds = fields.optionalNumber('seconds');
    const active: Active = {
      statement,
      fault,
      rate: fields.number('rate', 1, 0, 1),
      method: fields.optionalText('method')?.toUpperCase() ?? null,
      random: new Random(`${fields.number('seed', 1)}:${index}`),
      until: seconds === null ? null : this.now() + seconds * 1000,
      struck: 0,
    };
    fields.done();
    return active;
  }

  private expire(): void {
    const now = this.now();
    if (!this.active.some(({ until }) => until !== null && until <= now)) return;
    this.active = this.active.filter(({ until }) => until === null || until > now);
    this.changed();
  }

  private changed(): void {
    clearTimeout(this.timer);
    const ends = this.active.flatMap(({ until }) => (until === null ? [] : [until]));
    if (ends.length > 0) {
      this.timer = setTimeout(() => this.expire(), Math.max(1, Math.min(...ends) - this.now() + 1)).unref();
    }
    for (const listener of this.listeners) listener();
  }
}
