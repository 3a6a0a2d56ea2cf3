import assert from 'node:assert/strict';
import { deadLetterTopic } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import type { Cluster } from '../bus/cluster.js';
import { RetryLater } from '../failure.js';
import type { Behaviour } from './behaviour.js';
import { GROUP, range, said } from './rig.js';

const TYPE = { ce_type: 'activity.v1' };
const json = (message: string): Buffer => Buffer.from(JSON.stringify(said(message)));

export const failures: readonly Behaviour[] = [
  {
    name: 'tries a transient failure again in place, in order, and counts as not ready meanwhile',
    async run(rig) {
      const seen: string[] = [];
      let down = true;
      const member = await rig.member(async (records) => {
        for (const record of records) {
          if (down) record.nack(new RetryLater('database is down', { infrastructure: true }));
          else {
            seen.push(record.event.message);
            record.ack();
          }
        }
      });
      await rig.say('k', range(5));
      await eventually(() => !member.status().ready && member.status().open > 0);
      assert.deepEqual(seen, []);
      down = false;
      await rig.allCommitted();
      assert.deepEqual(seen, ['0', '1', '2', '3', '4']);
      assert.equal(member.status().ready, true);
      assert.deepEqual(await rig.deadLetters(), []);
    },
  },
  {
    name: 'gives an unexpected failure up after its tries, with the whole story in the headers',
    async run(rig) {
      const tries: string[] = [];
      await rig.member(async (records) => {
        for (const record of records) {
          tries.push(record.event.message);
          if (record.event.message === 'bad') record.nack(new TypeError('no such field: sku'));
          else record.ack();
        }
      });
      await rig.say('k', ['bad', 'good']);
      await rig.allCommitted();
      assert.deepEqual(tries, ['bad', 'bad', 'bad', 'bad', 'good']);
      const [letter] = await rig.deadLetters();
      assert.ok(letter);
      assert.deepEqual(letter.record.message.value, json('bad'));
      assert.equal(letter.key, 'k');
      assert.equal(letter.kind, 'unexpected');
      assert.equal(letter.errorClass, 'TypeError');
      assert.equal(letter.errorMessage, 'no such field: sku');
      assert.equal(letter.attempts, 4);
      assert.equal(letter.headers.ce_type, 'activity.v1');
      assert.equal(letter.headers['dlq-source-topic'], rig.live.name);
      assert.equal(letter.headers['dlq-consumer-group'], GROUP);
      assert.ok((letter.headers['dlq-first-failed-at'] ?? '') <= letter.failedAt);
    },
  },
  {
    name: 'gives malformed records up at once and delays nothing else',
    async run(rig) {
      const seen: string[] = [];
      await rig.member(async (records) => {
        for (const record of records) {
          seen.push(record.event.message);
          record.ack();
        }
      });
      const deep = Buffer.from('['.repeat(200_000));
      await rig.put('not-json', Buffer.from('{'), TYPE);
      await rig.put('deep', deep, TYPE);
      await rig.put('huge', Buffer.alloc(1_020_000, 32), TYPE);
      await rig.put('wrong-shape', Buffer.from('{"at":5}'), TYPE);
      await rig.put('version', json('v9'), { ce_type: 'activity.v9' });
      await rig.put('untyped', json('untyped'), {});
      await rig.put('fine', json('fine'), TYPE);
      await rig.allCommitted();
      assert.deepEqual(seen, ['fine']);
      const letters = await rig.deadLetters();
      const names = ['not-json', 'deep', 'huge', 'wrong-shape', 'version', 'untyped'];
      assert.deepEqual(new Set(letters.map(({ key }) => key)), new Set(names));
      assert.ok(letters.every(({ kind, attempts }) => kind === 'malformed' && attempts === 1));
      const version = letters.find(({ key }) => key === 'version');
      assert.match(version?.errorMessage ?? '', /unknown type activity\.v9; known here: activity\.v1/);
    },
  },
  {
    name: 'gives a thousand malformed records up together',
    async run(rig) {
      const began = Date.now();
      await rig.member(async () => undefined);
      await rig.bus.publishAsIs(
        rig.live.name,
        range(1_000).map((n) => ({ key: `k${n}`, value: Buffer.from('{'), headers: TYPE, bytes: 20 })),
      );
      await rig.allCommitted();
      assert.ok(Date.now() - began < 10_000, 'each by itself would take longer');
      assert.equal((await rig.deadLetters(2_000)).length, 1_000);
    },
  },
  {
    name: 'survives what handlers throw',
    async run(rig) {
      let calls = 0;
      const member = await rig.member(async (records) => {
        calls += 1;
        if (calls <= 2) throw new TypeError('undefined is not a function');
        for (const record of records) record.ack();
      });
      await rig.say('k', range(10));
      await rig.allCommitted();
      assert.equal(member.status().acked, 10);
      assert.equal(member.status().ready, true);
    },
  },
  {
    name: 'commits nothing past a record whose dead letter is not written yet',
    async run(rig) {
      let broken = true;
      const failing: Cluster = {
        ...ofBus(rig.bus),
        publishAsIs: async (topic, records) => {
          if (broken && topic === deadLetterTopic(rig.live.name, GROUP))
            throw new Error('no room on the disk');
          await rig.bus.publishAsIs(topic, records);
        },
      };
      await rig.put('bad', Buffer.from('{'), TYPE);
      await rig.put('good', json('good'), TYPE);
      const member = await rig.member(
        async (records) => {
          for (const record of records) record.ack();
        },
        { cluster: failing },
      );
      await eventually(() => member.status().acked === 1);
      await eventually(() => member.status().open === 1);
      assert.ok(((await rig.committed())[0] ?? -1) <= 0);
      broken = false;
      await rig.allCommitted();
      assert.equal((await rig.deadLetters()).length, 1);
    },
  },
  {
    name: 'takes a record back from a handler that does not answer, and ignores its late answer',
    async run(rig) {
      const forgotten: (() => void)[] = [];
      let aborted = false;
      const member = await rig.member(
        async (records, signal) => {
          signal.addEventListener('abort', () => {
            aborted = true;
          });
          const [first] = records;
          if (first && forgotten.length === 0) {
            forgotten.push(() => first.ack());
            await new Promise(() => undefined);
          }
          forgotten[0]?.();
          for (const record of records) record.ack();
        },
        { limits: { handlerDeadlineMs: 200 } },
      );
      await rig.say('k', range(3));
      await rig.allCommitted();
      assert.ok(aborted);
      assert.equal(member.status().acked, 3);
    },
  },
  {
    name: 'passes over tombstones',
    async run(rig) {
      const seen: string[] = [];
      await rig.member(async (records) => {
        for (const record of records) {
          seen.push(record.event.message);
          record.ack();
        }
      });
      await rig.put('k', null, {});
      await rig.put('k', json('after'), TYPE);
      await rig.allCommitted();
      assert.deepEqual(seen, ['after']);
      assert.deepEqual(await rig.deadLetters(), []);
    },
  },
];

const ofBus = (bus: Cluster): Cluster => ({
  kafka: bus.kafka,
  clientId: bus.clientId,
  log: bus.log,
  nameOf: (name) => bus.nameOf(name),
  publishAsIs: (topic, records) => bus.publishAsIs(topic, records),
});
