import { Random } from '@joor-bridge/sandbox';

/** Chances that come out the same for the same seed. */
export class Seeded extends Random {
  between(min: number, max: number): number {
    return min + this.next() * (max - min);
  }

  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, place: this.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item);
  }
}
