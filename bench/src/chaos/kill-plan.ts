import type { Seeded } from './seeded.js';

export type Victim = 'poller' | 'router';

/** One kill -9 to come: at a moment of its own, or at a named point in the code. */
export type Kill =
  | { readonly how: 'moment'; readonly from: 'spawn' | 'ready'; readonly afterMs: number }
  | { readonly how: 'point'; readonly point: string; readonly passing: number };

/**
 * Named points, and the latest passing at which the process is to die. Requests and pages pass by the hundred,
 * groups by the ten.
 */
export const POINTS: Readonly<Record<Victim, Readonly<Record<string, number>>>> = {
  poller: { 'after-page': 60, 'after-publish': 60, 'after-store': 60 },
  router: { 'after-claim': 8, 'after-send': 120, 'after-answer': 120, 'after-result': 20 },
};

const MIN_MS = 200;
const MAX_MS = 3_000;
/** Share of the kills that may hit a process while it is still starting. */
const FROM_SPAWN = 0.2;
/**
 * Of ten kills so many hit the poller. A new poller reads its pages again from the first, so it gets ahead only
 * when it is left alone for a while, and the router has to have orders to be killed over.
 */
const POLLER_OF_TEN = 3;

export interface KillCounts {
  /** Kills at random moments 0.2 to 3 s into a life. */
  readonly moments: number;
  /** Kills at each named point. */
  readonly perPoint: number;
  /** At this passing of the point at the latest. */
  readonly latestPassing?: number;
}

/** Who is to be killed how, in order: `moments` kills in all, spread over both, and `perPoint` at each named point. */
export function planKills(random: Seeded, counts: KillCounts): Record<Victim, Kill[]> {
  const plans: Record<Victim, Kill[]> = { poller: [], router: [] };
  for (let n = 0; n < counts.moments; n += 1) {
    plans[n % 10 < POLLER_OF_TEN ? 'poller' : 'router'].push(atMoment(random));
  }
  for (const victim of ['poller', 'router'] as const) {
    plans[victim].push(...atPoints(random, POINTS[victim], counts));
    plans[victim] = random.shuffled(plans[victim]);
  }
  return plans;
}

/** How one service is to be killed, in order. @param points named points and the latest passing at each */
export function planKillsOf(
  random: Seeded,
  points: Readonly<Record<string, number>>,
  counts: KillCounts,
): Kill[] {
  const moments = Array.from({ length: counts.moments }, () => atMoment(random));
  return random.shuffled([...moments, ...atPoints(random, points, counts)]);
}

const atMoment = (random: Seeded): Kill => ({
  how: 'moment',
  from: random.next() < FROM_SPAWN ? 'spawn' : 'ready',
  afterMs: Math.round(random.between(MIN_MS, MAX_MS)),
});

function atPoints(
  random: Seeded,
  points: Readonly<Record<string, number>>,
  { perPoint, latestPassing = Number.POSITIVE_INFINITY }: KillCounts,
): Kill[] {
  return Object.entries(points).flatMap(([point, latest]) =>
    Array.from(
      { length: perPoint },
      (): Kill => ({ how: 'point', point, passing: random.int(1, Math.min(latest, latestPassing)) }),
    ),
  );
}
