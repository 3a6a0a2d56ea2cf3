import { activity, deleteAfter, type Topic } from '@joor-bridge/contracts';
import { freshPrefix, resolveKafka } from '@joor-bridge/testing';
import { provisionTopics } from '../provisioning/provision-topics.js';
import { readTopic } from '../tables/read-topic.js';
import { event } from '../testing/stage.js';
import { Bus } from './bus.js';
import { SILENT } from './log.js';

const topic: Topic = {
  name: 'said.v1',
  key: 'key',
  events: [activity],
  partitions: 1,
  cleanup: deleteAfter(1),
  owner: 'test',
  groups: [],
  description: 'For this test.',
};
const said = [{ key: 'k', type: activity.type, value: event }];

describe('the end of a bus', () => {
  const prefix = freshPrefix();
  const open: Bus[] = [];
  const aBus = async (): Promise<Bus> => {
    const { brokers } = await resolveKafka();
    const bus = new Bus({ brokers, prefix, clientId: 'test', log: SILENT });
    open.push(bus);
    return bus;
  };
  const count = async (): Promise<number> => {
    let records = 0;
    for await (const _ of readTopic(await aBus(), topic)) records += 1;
    return records;
  };

  beforeAll(async () => {
    await provisionTopics(await aBus(), [topic]);
  });
  afterAll(() => Promise.all(open.map((bus) => bus.close())));

  it('gives what was published before it an answer, and refuses what comes after', async () => {
    const bus = await aBus();
    const before = await count();
    const published = bus.publish(topic, said);
    let answered = false;
    void published.then(() => {
      answered = true;
    });
    const closed = bus.close();
    await expect(bus.publish(topic, said)).rejects.toThrow('The bus of test is closed');
    await closed;
    expect(answered).toBe(true);
    await expect(
      bus.publishAsIs(topic.name, [{ key: 'k', value: null, headers: {}, bytes: 1 }]),
    ).rejects.toThrow('The bus of test is closed');
    await bus.close();
    expect(await count()).toBe(before + 1);
  });

  it('is nothing where nothing was begun', async () => {
    const bus = await aBus();
    await bus.close();
    await expect(bus.publish(topic, said)).rejects.toMatchObject({ name: 'BusClosed' });
    await expect(bus.publish(topic, [])).resolves.toBeUndefined();
  });
});
