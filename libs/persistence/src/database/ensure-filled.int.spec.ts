import { eventually, type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import pg from 'pg';
import { ensureFilled } from './ensure-filled.js';

let fresh: FreshDatabase;
let mine: pg.Pool;
let theirs: pg.Pool;
beforeAll(async () => {
  fresh = await freshDatabase(process.env.DATABASE_URL ?? '');
  mine = new pg.Pool({ connectionString: fresh.url, max: 3 });
  theirs = new pg.Pool({ connectionString: fresh.url, max: 3 });
  await mine.query(
    'create table origin (one boolean primary key default true check (one), whole boolean not null)',
  );
});
beforeEach(() => mine.query('truncate origin'));
afterAll(async () => {
  await Promise.all([mine.end(), theirs.end()]);
  await fresh.drop();
});

/** Counts how often it was filled. */
function filler() {
  const seen = { times: 0 };
  const fill = async () => {
    seen.times += 1;
  };
  return { seen, fill };
}

describe('ensureFilled', () => {
  it('fills new tables, and never again', async () => {
    const { seen, fill } = filler();
    await ensureFilled(mine, 'origin', fill);
    await ensureFilled(theirs, 'origin', fill);
    expect(seen.times).toBe(1);
  });

  it('begins anew after it was cut off, and throws on why', async () => {
    const failure = new Error('no topic');
    await expect(ensureFilled(mine, 'origin', () => Promise.reject(failure))).rejects.toBe(failure);
    const { seen, fill } = filler();
    await ensureFilled(theirs, 'origin', fill);
    expect(seen.times).toBe(1);
  });

  it('lets others wait until it is done', async () => {
    let end: () => void = () => undefined;
    let begun = false;
    const first = ensureFilled(mine, 'origin', () => {
      begun = true;
      return new Promise((resolve) => {
        end = resolve;
      });
    });
    await eventually(() => begun);
    const { seen, fill } = filler();
    let over = false;
    const second = ensureFilled(theirs, 'origin', fill).then(() => {
      over = true;
    });
    await eventually(async () => {
      const { rows } = await mine.query(
        "select from pg_stat_activity where query like '%pg_try_advisory_lock%' and pid <> pg_backend_pid() and datname = current_database()",
      );
      return rows.length > 0;
    });
    expect(over).toBe(false);
    end();
    await Promise.all([first, second]);
    expect(seen.times).toBe(0);
  });
});
