import type pg from 'pg';

const EVERY_MS = 2_000;

/** What was spent, and who waits for the end of a window: product-service keeps that beside the credits. */
const SHORTEN = [
  'delete from joor_credits.credit_windows',
  "update products.joor_health set not_before = now() where health = 'throttled'",
];

/**
 * JOOR's window of credits, five minutes, is over every two seconds here: a service that is killed again and again
 * reads its pages again and again, and would wait for credits most of a run.
 */
export function shortenCreditWindows(database: pg.Pool): { end(): void } {
  const timer = setInterval(() => {
    // before a service has made its tables, and while the database is down, there is nothing to shorten
    for (const statement of SHORTEN) database.query(statement).catch(() => undefined);
  }, EVERY_MS);
  return { end: () => clearInterval(timer) };
}
