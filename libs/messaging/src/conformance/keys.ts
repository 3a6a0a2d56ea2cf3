import assert from 'node:assert/strict';
import { setTimeout as after } from 'node:timers/promises';
import { eventually } from '@joor-bridge/testing';
import type { Behaviour } from './behaviour.js';
import { range } from './rig.js';

export const keys: readonly Behaviour[] = [
  {
    name: 'keeps the order of a key',
    async run(rig) {
      const seen = new Map<string, number[]>();
      await rig.member(async (records) => {
        for (const record of records) {
          seen.set(record.key, [...(seen.get(record.key) ?? []), Number(record.event.message)]);
          void after(Math.random() * 3).then(() => record.ack());
        }
      });
      await Promise.all(range(8).map((key) => rig.say(`k${key}`, range(40))));
      await rig.allCommitted();
      assert.equal(seen.size, 8);
      for (const numbers of seen.values()) assert.deepEqual(numbers, range(40));
    },
  },
  {
    name: 'works on many keys at once, on one of them never twice',
    async run(rig) {
      const open = new Set<string>();
      let most = 0;
      await rig.member(async (records) => {
        for (const record of records) {
          assert.ok(!open.has(record.key), `${record.key} is open already`);
          open.add(record.key);
          most = Math.max(most, open.size);
          void after(10).then(() => {
            open.delete(record.key);
            record.ack();
          });
        }
      });
      await Promise.all(range(60).map((key) => rig.say(`k${key}`, range(3))));
      await rig.allCommitted();
      assert.ok(most >= 20, `at most ${most} keys were open at once`);
    },
  },
  {
    name: 'gives another group while records of the first are unanswered',
    async run(rig) {
      const unanswered: (() => void)[] = [];
      let groups = 0;
      await rig.member(
        async (records) => {
          groups += 1;
          for (const record of records) unanswered.push(() => record.ack());
        },
        { batch: { maxRecords: 5 } },
      );
      await Promise.all(range(30).map((key) => rig.say(`k${key}`, [1])));
      await eventually(() => unanswered.length === 30);
      assert.ok(groups >= 6, `${groups} groups`);
      for (const ack of unanswered) ack();
      await rig.allCommitted();
    },
  },
];
