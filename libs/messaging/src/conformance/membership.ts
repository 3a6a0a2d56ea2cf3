import assert from 'node:assert/strict';
import { setTimeout as after } from 'node:timers/promises';
import { eventually } from '@joor-bridge/testing';
import { RetryLater } from '../failure.js';
import type { Behaviour } from './behaviour.js';
import { type Handle, range } from './rig.js';

export const membership: readonly Behaviour[] = [
  {
    name: 'shares the work with a second member, loses nothing and keeps each key to one record at a time',
    async run(rig) {
      const done = new Set<string>();
      const handler = (): Handle => {
        const open = new Set<string>();
        return async (records) => {
          for (const record of records) {
            assert.ok(!open.has(record.key), `${record.key} is open already`);
            open.add(record.key);
            const { message } = record.event;
            void after(5).then(() => {
              open.delete(record.key);
              done.add(`${record.key}/${message}`);
              record.ack();
            });
          }
        };
      };
      const first = await rig.member(handler());
      const saying = (async () => {
        for (const n of range(60)) {
          await Promise.all(range(20).map((key) => rig.say(`k${key}`, [n])));
          await after(20);
        }
      })();
      await eventually(() => done.size > 100);
      const second = await rig.member(handler());
      await eventually(() => second.status().acked > 20, { timeoutMs: 30_000 });
      await second.stop();
      await saying;
      await rig.allCommitted();
      assert.equal(done.size, 1_200);
      assert.ok(first.status().ready);
    },
  },
  {
    name: 'reads on from a partition that left while its records waited, and came back',
    async run(rig) {
      let down = true;
      const first = await rig.member(async (records) => {
        for (const record of records) {
          if (down) record.nack(new RetryLater('database is down'));
          else record.ack();
        }
      });
      const say = (n: number) => Promise.all(range(20).map((key) => rig.say(`k${key}`, [n])));
      await say(0);
      await eventually(() => first.status().open >= 20);
      const second = await rig.member(async (records) => {
        for (const record of records) record.ack();
      });
      await eventually(() => second.status().acked > 0, { timeoutMs: 30_000 });
      await second.stop();
      down = false;
      await say(1);
      await rig.allCommitted();
    },
  },
  {
    name: 'stays in the group while a handler takes longer than the session',
    async run(rig) {
      let calls = 0;
      const member = await rig.member(
        async (records) => {
          calls += 1;
          await after(7_000);
          for (const record of records) record.ack();
        },
        { limits: { sessionTimeoutMs: 3_000, heartbeatIntervalMs: 500 } },
      );
      await rig.say('k', [1]);
      await eventually(() => member.status().acked === 1, { timeoutMs: 25_000 });
      assert.equal(calls, 1);
      assert.equal(member.status().joins, 1);
    },
  },
  {
    name: 'keeps live records going while the replay lane stands still',
    async run(rig) {
      await rig.member(async () => new Promise(() => undefined), {
        topic: rig.replay,
        group: 'replaying',
        limits: { stopDeadlineMs: 100 },
      });
      const live = await rig.member(async (records) => {
        for (const record of records) record.ack();
      });
      await Promise.all(range(20).map((key) => rig.say(`k${key}`, [1], rig.replay)));
      await Promise.all(range(20).map((key) => rig.say(`k${key}`, [1])));
      await eventually(() => live.status().acked === 20);
    },
  },
  {
    name: 'survives the loss and the return of a broker',
    killsBroker: true,
    async run(rig) {
      const { ground } = rig;
      const done = new Set<string>();
      const member = await rig.member(async (records) => {
        for (const record of records) {
          done.add(`${record.key}/${record.event.message}`);
          record.ack();
        }
      });
      await Promise.all(range(20).map((key) => rig.say(`k${key}`, [0])));
      await eventually(() => done.size === 20);
      await ground.kill?.(0);
      await ground.restart?.(0);
      await sayInTheEnd(() => Promise.all(range(20).map((key) => rig.say(`k${key}`, [1]))));
      await eventually(() => done.size === 40, { timeoutMs: 60_000 });
      await eventually(() => member.status().ready, { timeoutMs: 30_000 });
      await rig.allCommitted();
    },
  },
];

/** Publishing may fail while a broker is away; the caller tries again, as an outbox does. */
const sayInTheEnd = (say: () => Promise<unknown>): Promise<boolean> =>
  eventually(() => say().then(() => true), { timeoutMs: 60_000 });
