import type pg from 'pg';

const EVERY_MS = 2_000;

/**
 * JOOR's window of credits, five minutes, is over every two seconds here: a poller that is killed again and again
 * reads its pages again and again, and would wait for credits most of a run.
 */
export function shortenCreditWindows(database: pg.Pool): { end(): void } {
  const timer = setInterval(() => {
    // before the poller has made its tables, and while the database is down, there is nothing to shorten
    database.query('delete from joor_credits.credit_windows').catch(() => undefined);
  }, EVERY_MS);
  return { end: () => clearInterval(timer) };
}
