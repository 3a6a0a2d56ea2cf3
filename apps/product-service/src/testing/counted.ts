import type { ProductMetrics } from '../metrics/product-metrics.js';

/** Counters that a spec reads. */
export class Counted implements ProductMetrics {
  readonly runs: string[] = [];
  credits = 0;
  readonly styles: Record<string, number> = {};

  planned(result: string): void {
    this.runs.push(result);
  }

  spent(credits: number): void {
    this.credits += credits;
  }

  settled(state: string, styles: number): void {
    this.styles[state] = (this.styles[state] ?? 0) + styles;
  }
}
