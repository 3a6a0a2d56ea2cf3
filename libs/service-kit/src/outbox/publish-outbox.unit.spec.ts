import { topics } from '@joor-bridge/contracts';
import { publishOutbox } from './publish-outbox.js';

const row = (topic: string, key: string, id: string) => ({
  id,
  topic,
  key,
  type: 'settings.connection.changed.v1',
  value: { key },
  headers: { why: 'test' },
});

describe('publishOutbox', () => {
  it('puts each row on its topic, in order, with the id of its row as the event id', async () => {
    const published: [string, unknown][] = [];
    await publishOutbox({
      publish: async (topic, records) => void published.push([topic.name, records]),
    })([
      row(topics.connections.name, 'a', '1'),
      row(topics.apiKeys.name, 'k', '2'),
      row(topics.connections.name, 'b', '3'),
    ]);

    expect(published).toMatchObject([
      [
        'settings.connections.v1',
        [
          { key: 'a', value: { key: 'a' }, headers: { why: 'test', ce_id: '1' } },
          { key: 'b', headers: { ce_id: '3' } },
        ],
      ],
      ['settings.api-keys.v1', [{ key: 'k', headers: { ce_id: '2' } }]],
    ]);
  });

  it('fails when one of the topics fails, so that the rows stay', async () => {
    const publish = async () => {
      throw new Error('no broker');
    };
    await expect(publishOutbox({ publish })([row(topics.connections.name, 'a', '1')])).rejects.toThrow(
      'no broker',
    );
  });

  it('says which topic it does not know', async () => {
    await expect(publishOutbox({ publish: async () => {} })([row('nowhere', 'a', '1')])).rejects.toThrow(
      'The outbox holds an event for "nowhere", which is no topic.',
    );
  });
});
