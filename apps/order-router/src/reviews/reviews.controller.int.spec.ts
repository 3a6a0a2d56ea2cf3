import { CallerIdentity } from '@joor-bridge/service-kit';
import type { Router } from '../router.js';
import { OwnLedger } from '../testing/ledger.js';
import { aRejection } from '../testing/problems.js';
import { ReviewsController } from './reviews.controller.js';

let ledger: OwnLedger;
let reviews: ReviewsController;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
  reviews = new ReviewsController({ pool: ledger.pool } as unknown as Router);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

const OPERATOR = new CallerIdentity('key_1', 'Ada', null);
const BEN = new CallerIdentity('key_2', 'Ben', 'wsp_1');
const EVE = new CallerIdentity('key_3', 'Eve', 'wsp_2');

async function aReview(orderId: string, workspaceId = 'wsp_1', ageMinutes = 0): Promise<string> {
  const [row] = await ledger.rows(
    `insert into reviews (id, connection_id, order_id, workspace_id, kind, from_revision, to_revision, changes, opened_at)
     values (gen_random_uuid(), 'con_1', $1, $2, 'edited', 'a', 'b', $3, now() - $4 * interval '1 minute')
     returning id`,
    [orderId, workspaceId, JSON.stringify([{ what: 'total', before: '1', after: '2' }]), ageMinutes],
  );
  return String(row?.id);
}

const idsOf = async (caller: CallerIdentity) => (await reviews.open(caller)).map(({ orderId }) => orderId);

describe('open reviews', () => {
  it('are listed oldest first, with what changed', async () => {
    await aReview('1', 'wsp_1', 1);
    await aReview('2', 'wsp_1', 5);
    const listed = await reviews.open(OPERATOR);
    expect(listed.map(({ orderId }) => orderId)).toEqual(['2', '1']);
    expect(listed[0]).toEqual({
      id: expect.any(String),
      connectionId: 'con_1',
      orderId: '2',
      kind: 'edited',
      state: 'open',
      openedAt: expect.stringMatching(/Z$/),
      changes: [{ what: 'total', before: '1', after: '2' }],
    });
  });

  it('are those of the caller’s workspace', async () => {
    await aReview('1');
    await aReview('2', 'wsp_2');
    expect(await idsOf(BEN)).toEqual(['1']);
    expect(await idsOf(EVE)).toEqual(['2']);
    expect((await idsOf(OPERATOR)).sort()).toEqual(['1', '2']);
  });
});

describe('closing', () => {
  it('takes a review off the list and keeps who did it', async () => {
    const id = await aReview('1');
    expect(await reviews.close(id, BEN)).toMatchObject({ id, state: 'closed' });
    expect(await idsOf(OPERATOR)).toEqual([]);
    expect(await ledger.rows('select closed_by, closed_at from reviews')).toEqual([
      { closed_by: 'Ben', closed_at: expect.any(Date) },
    ]);
  });

  it('is possible once', async () => {
    const id = await aReview('1');
    await reviews.close(id, BEN);
    expect(await aRejection(reviews.close(id, OPERATOR))).toMatchObject({ status: 404 });
    expect(await ledger.rows('select closed_by from reviews')).toEqual([{ closed_by: 'Ben' }]);
  });

  it('of somebody else’s review is the same as of none', async () => {
    const id = await aReview('1');
    const foreign = await aRejection(reviews.close(id, EVE));
    expect(foreign).toEqual(await aRejection(reviews.close('no-such-id', EVE)));
    expect(foreign).toMatchObject({ status: 404, detail: 'There is no such open review.' });
    expect(await idsOf(BEN)).toEqual(['1']);
  });
});
