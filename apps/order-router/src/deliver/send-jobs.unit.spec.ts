import type { DeliverableOrder, Finding, Wms } from '@joor-bridge/wms';
import { accepted, aDestination, aJob, anExchange, rejected } from '../testing/answers.js';
import { anEvent } from '../testing/orders.js';
import type { Job } from './job.js';
import { type Sent, sendJobs, takeGroup } from './send-jobs.js';

const jobOf = (orderId: string, more: Partial<Job> = {}) => aJob(more, anEvent({ orderId }));
const found: Finding = { kind: 'found', wmsOrderId: 'W-9', exchange: anExchange({ method: 'GET' }) };
const absent: Finding = { kind: 'absent', exchange: anExchange({ method: 'GET', status: 404 }) };

/** A WMS that accepts everything and remembers what was asked of it, in order. */
function aWms(finding?: Finding) {
  const asked: string[] = [];
  const ids = (orders: readonly DeliverableOrder[]) => orders.map(({ order }) => order.orderId).join('+');
  const wms: Partial<Wms> = {
    deliver: async (orders, beforeSend) => {
      beforeSend?.();
      asked.push(`deliver ${ids(orders)}`);
      return orders.map(({ order }) => accepted(`W-${order.orderId}`));
    },
    find: async (externalId) => {
      asked.push(`find ${externalId}`);
      if (finding === undefined) throw new Error('not to be looked up');
      return finding;
    },
  };
  return { asked, wms };
}

const wmsIdOf = (sent: Sent) =>
  typeof sent === 'object' && sent.kind === 'accepted' ? sent.wmsOrderId : sent;

const KEY = { idempotencyKey: true };
const LOOK_UP = { lookUp: true };

describe('without doubt', () => {
  it.each([{}, KEY, LOOK_UP])('sends the whole group in one request: %j', async (capabilities) => {
    const { asked, wms } = aWms();
    const answers = await sendJobs(aDestination(wms, { capabilities }), [jobOf('1'), jobOf('2')], () => 0);
    expect(asked).toEqual(['deliver 1+2']);
    expect(answers.map(wmsIdOf)).toEqual(['W-1', 'W-2']);
  });

  it('hands on what the WMS answers, in order', async () => {
    const answers = [rejected(), accepted('W-2')];
    const destination = aDestination({ deliver: async () => answers });
    expect(await sendJobs(destination, [jobOf('1'), jobOf('2')], () => 0)).toEqual(answers);
  });
});

describe('in doubt', () => {
  const doubted = jobOf('1', { doubt: true });

  it('sends again where an idempotency key makes that safe, without looking', async () => {
    for (const capabilities of [KEY, { ...KEY, ...LOOK_UP }]) {
      const { asked, wms } = aWms();
      await sendJobs(aDestination(wms, { capabilities }), [doubted], () => 0);
      expect(asked).toEqual(['deliver 1']);
    }
  });

  it('sends nothing when the look-up finds the order', async () => {
    const { asked, wms } = aWms(found);
    const answers = await sendJobs(aDestination(wms, { capabilities: LOOK_UP }), [doubted], () => 0);
    expect(asked).toEqual(['find con_1:1']);
    expect(answers).toEqual([{ kind: 'accepted', wmsOrderId: 'W-9', exchange: found.exchange }]);
  });

  it('sends when the WMS does not have it', async () => {
    const { asked, wms } = aWms(absent);
    const answers = await sendJobs(aDestination(wms, { capabilities: LOOK_UP }), [doubted], () => 0);
    expect(asked).toEqual(['find con_1:1', 'deliver 1']);
    expect(answers).toMatchObject([{ kind: 'accepted', wmsOrderId: 'W-1' }]);
  });

  it('sends nothing when the look-up could not say', async () => {
    const answer = {
      kind: 'ambiguous',
      reason: 'no answer',
      exchange: anExchange({ status: null }),
    } as const;
    const { asked, wms } = aWms({ kind: 'unknown', answer });
    const answers = await sendJobs(aDestination(wms, { capabilities: LOOK_UP }), [doubted], () => 0);
    expect(asked).toEqual(['find con_1:1']);
    expect(answers).toEqual([answer]);
  });

  it('looks up those in doubt only, and sends each by itself', async () => {
    const { asked, wms } = aWms(found);
    const jobs = [jobOf('1'), jobOf('2', { doubt: true }), jobOf('3')];
    const answers = await sendJobs(aDestination(wms, { capabilities: LOOK_UP }), jobs, () => 0);
    expect([...asked].sort()).toEqual(['deliver 1', 'deliver 3', 'find con_1:2']);
    expect(answers.map(wmsIdOf)).toEqual(['W-1', 'W-9', 'W-3']);
  });
});

describe('in doubt, and not wanted any more', () => {
  const unwanted = jobOf('1', { doubt: true, wanted: false });
  const outcomeOf = async (capabilities: object, finding?: Parameters<typeof aWms>[0]) => {
    const { asked, wms } = aWms(finding);
    const [sent] = await sendJobs(aDestination(wms, { capabilities }), [unwanted], () => 0);
    return { asked, sent };
  };

  it('is delivered when the look-up finds it', async () => {
    expect(await outcomeOf(LOOK_UP, found)).toMatchObject({
      asked: ['find con_1:1'],
      sent: { kind: 'accepted', wmsOrderId: 'W-9' },
    });
  });

  it.each([LOOK_UP, { ...KEY, ...LOOK_UP }])(
    'is never sent when the WMS does not have it: %j',
    async (can) => {
      expect(await outcomeOf(can, absent)).toEqual({ asked: ['find con_1:1'], sent: 'absent' });
    },
  );

  it('is left to a person where it cannot be looked up', async () => {
    expect(await outcomeOf(KEY)).toEqual({ asked: [], sent: 'unknowable' });
  });
});

it.each([
  [undefined, 3],
  [1, 1],
])('a group is as large as the WMS takes at once: %p, so %p', (ordersAtOnce, size) => {
  const queue = [jobOf('1'), jobOf('2'), jobOf('3'), jobOf('4')];
  const wms: Partial<Wms> = ordersAtOnce === undefined ? {} : { ordersAtOnce };
  expect(takeGroup(queue, aDestination(wms, { pace: { batch: 3 } }))).toHaveLength(size);
  expect(queue).toHaveLength(4 - size);
});

describe('the lease', () => {
  it('is looked at immediately before the request is written', async () => {
    let now = 0;
    const asked: string[] = [];
    const destination = aDestination({
      deliver: async (orders, beforeSend) => {
        now = 10_000;
        beforeSend?.();
        asked.push('written');
        return orders.map(() => accepted());
      },
    });
    expect(await sendJobs(destination, [aJob({ leaseEnds: 10_000 })], () => now)).toEqual(['unsent']);
    expect(asked).toEqual([]);
    expect(await sendJobs(destination, [aJob({ leaseEnds: 10_001 })], () => now)).toMatchObject([
      { kind: 'accepted' },
    ]);
  });

  it('that has run out already keeps the connector from asking anything', async () => {
    const { asked, wms } = aWms(absent);
    const late: Wms['deliver'] = async (orders, beforeSend) => {
      asked.push('look-up of its own');
      beforeSend?.();
      return orders.map(() => accepted());
    };
    const destination = aDestination({ ...wms, deliver: late }, { capabilities: LOOK_UP });
    const jobs = [jobOf('1', { leaseEnds: 10_000 })];
    expect(await sendJobs(destination, jobs, () => 10_000)).toEqual(['unsent']);
    const doubted = [jobOf('1', { leaseEnds: 10_000, doubt: true })];
    expect(await sendJobs(destination, doubted, () => 10_000)).toEqual(['unsent']);
    expect(asked).toEqual([]);
  });

  it('of a group is the shortest of its jobs', async () => {
    const { asked, wms } = aWms();
    const jobs = [jobOf('1', { leaseEnds: 9_000 }), jobOf('2', { leaseEnds: 1_000 })];
    expect(await sendJobs(aDestination(wms), jobs, () => 1_000)).toEqual(['unsent', 'unsent']);
    expect(asked).toEqual([]);
    expect(await sendJobs(aDestination(wms), jobs, () => 999)).toHaveLength(2);
  });

  it('that ran out during a look-up stops the sending after it', async () => {
    let now = 0;
    const { asked, wms } = aWms(absent);
    const find: Wms['find'] = async () => {
      now = 10_000;
      return absent;
    };
    const job = jobOf('1', { doubt: true, leaseEnds: 10_000 });
    const destination = aDestination({ ...wms, find }, { capabilities: LOOK_UP });
    expect(await sendJobs(destination, [job], () => now)).toEqual(['unsent']);
    expect(asked).toEqual([]);
  });

  it('is looked at by the wall clock too: a machine that was suspended must not wake up and send', async () => {
    const { asked, wms } = aWms();
    expect(await sendJobs(aDestination(wms), [aJob({ leaseEndsAt: Date.now() })], () => 0)).toEqual([
      'unsent',
    ]);
    expect(asked).toEqual([]);
  });
});

describe('what was cut short', () => {
  it('is in doubt when a connector fails: nobody knows how far it got', async () => {
    const destination = aDestination({ deliver: () => Promise.reject(new TypeError('a bug')) });
    expect(await sendJobs(destination, [jobOf('1'), jobOf('2')], () => 0)).toMatchObject([
      { kind: 'ambiguous', reason: 'the request was cut short: a bug' },
      { kind: 'ambiguous', reason: 'the request was cut short: a bug' },
    ]);
  });

  it('stays in doubt when the look-up fails, and the others of its request are answered', async () => {
    const { wms } = aWms();
    const find: Wms['find'] = (externalId) =>
      externalId.endsWith('1') ? Promise.reject(new RangeError('too deep')) : Promise.resolve(found);
    const destination = aDestination({ ...wms, find }, { capabilities: LOOK_UP });
    const jobs = [jobOf('1', { doubt: true }), jobOf('2', { doubt: true }), jobOf('3')];
    expect(await sendJobs(destination, jobs, () => 0)).toMatchObject([
      { kind: 'ambiguous', reason: 'the request was cut short: too deep' },
      { kind: 'accepted', wmsOrderId: 'W-9' },
      { kind: 'accepted', wmsOrderId: 'W-3' },
    ]);
  });

  it('keeps the answers of those that were sent before the lease ran out; the others were not', async () => {
    const answers = [accepted('W-1'), null, rejected()];
    const destination = aDestination({ deliver: async () => answers });
    expect(await sendJobs(destination, [jobOf('1'), jobOf('2'), jobOf('3')], () => 0)).toEqual([
      accepted('W-1'),
      'unsent',
      rejected(),
    ]);
  });

  it('is in doubt when the lease ran out after a part of the group was written', async () => {
    let now = 0;
    const destination = aDestination({
      deliver: async (orders, beforeSend) => {
        beforeSend?.();
        now = 10_000;
        beforeSend?.();
        return orders.map(() => accepted());
      },
    });
    const jobs = [jobOf('1', { leaseEnds: 10_000 }), jobOf('2', { leaseEnds: 10_000 })];
    expect(await sendJobs(destination, jobs, () => now)).toMatchObject([
      { kind: 'ambiguous', reason: 'the request was cut short: the claim ran out' },
      { kind: 'ambiguous' },
    ]);
  });
});
