import assert from 'node:assert/strict';
import { eventually } from '@joor-bridge/testing';
import type { Received } from '../record.js';
import type { Behaviour } from './behaviour.js';
import { range } from './rig.js';

const ackAll = async (records: readonly Received<unknown>[]): Promise<void> => {
  for (const record of records) record.ack();
};

export const offsets: readonly Behaviour[] = [
  {
    name: 'commits up to the first unfinished record only, and reads again from there',
    async run(rig) {
      const first = await rig.member(
        async (records) => {
          for (const record of records) if (record.key !== 'hole') record.ack();
        },
        { limits: { stopDeadlineMs: 100 } },
      );
      await rig.say('before', [1]);
      await rig.say('hole', ['hole']);
      await Promise.all(range(30).map((key) => rig.say(`k${key}`, [1])));
      await eventually(() => first.status().acked === 31);
      await first.stop();
      const seen: string[] = [];
      await rig.member(async (records) => {
        for (const record of records) seen.push(record.key);
        await ackAll(records);
      });
      await rig.allCommitted();
      assert.ok(seen.includes('hole'));
      assert.ok(seen.length < 31, 'partitions without the hole are not read again');
    },
  },
  {
    name: 'commits on stop what is done of a group, and nothing else',
    async run(rig) {
      const member = await rig.member(
        async (records) => {
          for (const record of records) if (Number(record.event.message) < 5) record.ack();
        },
        { limits: { stopDeadlineMs: 100, commitIntervalMs: 60_000 } },
      );
      await rig.say('k', range(10));
      await eventually(() => member.status().acked === 5);
      await member.stop();
      const again: string[] = [];
      await rig.member(async (records) => {
        for (const record of records) again.push(record.event.message);
        await ackAll(records);
      });
      await rig.allCommitted();
      assert.deepEqual(again, ['5', '6', '7', '8', '9']);
    },
  },
  {
    name: 'finishes what is in flight before it leaves',
    async run(rig) {
      let acked = 0;
      let given = 0;
      const member = await rig.member(async (records) => {
        given += records.length;
        await new Promise((resolve) => setTimeout(resolve, 300));
        acked += records.length;
        await ackAll(records);
      });
      await Promise.all(range(10).map((key) => rig.say(`k${key}`, [1])));
      await eventually(() => given > 0);
      await member.stop();
      assert.equal(acked, given);
      const committed = await rig.committed();
      assert.ok(committed.some((offset) => offset > 0));
    },
  },
  {
    name: 'takes no more than it may hold, and goes on when there is room',
    async run(rig) {
      const held: (() => void)[] = [];
      let release = false;
      const member = await rig.member(
        async (records) => {
          for (const record of records) {
            if (release) record.ack();
            else held.push(() => record.ack());
          }
        },
        { limits: { maxInFlight: 50, maxFetchBytesPerPartition: 2_000 }, batch: { maxRecords: 10 } },
      );
      for (const round of range(40)) await rig.say(`k${round}`, range(10));
      await eventually(() => member.status().open >= 50);
      const { open, taken } = member.status();
      assert.ok(open <= 100, `${open} open`);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      assert.equal(member.status().taken, taken);
      assert.equal(member.status().live, true);
      release = true;
      for (const ack of held) ack();
      await rig.allCommitted();
      assert.equal(member.status().acked, 400);
    },
  },
];
