import { activity, apiKeyChanged, deleteAfter, Malformed, type Topic } from '@joor-bridge/contracts';
import type { KafkaMessage } from 'kafkajs';
import { event } from '../testing/stage.js';
import { decoderOf } from './decode.js';

const topic: Topic = {
  name: 'mixed.v1',
  key: 'key',
  events: [activity, apiKeyChanged],
  partitions: 1,
  cleanup: deleteAfter(1),
  owner: 'test',
  groups: [],
  description: 'For this test.',
};
const decode = decoderOf(topic);
const message = (type: string | undefined, value: Buffer | null): KafkaMessage => ({
  key: null,
  value,
  headers: type === undefined ? {} : { ce_type: Buffer.from(type) },
  offset: '0',
  timestamp: '0',
  attributes: 0,
});
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe('reading a record by its type', () => {
  it('takes the contract that the type names', () => {
    const key = {
      keyId: 'k',
      workspaceId: null,
      name: 'n',
      hash: 'a'.repeat(64),
      expiresAt: null,
      revokedAt: null,
    };
    expect(decode(message(activity.type, json(event)))).toEqual(event);
    expect(decode(message(apiKeyChanged.type, json(key)))).toEqual(key);
  });

  it('reads a tombstone of any type as null', () => {
    for (const type of [activity.type, 'other.v1', undefined]) expect(decode(message(type, null))).toBeNull();
  });

  it('takes the type alone, not the shape', () => {
    expect(() => decode(message(apiKeyChanged.type, json(event)))).toThrow(Malformed);
  });

  it.each([
    [undefined, 'mixed.v1: no ce_type header; known here: activity.v1, settings.api-key.changed.v1'],
    [
      'activity.v2',
      'mixed.v1: unknown type activity.v2; known here: activity.v1, settings.api-key.changed.v1',
    ],
    ['', 'mixed.v1: unknown type ; known here: activity.v1, settings.api-key.changed.v1'],
    [
      'constructor',
      'mixed.v1: unknown type constructor; known here: activity.v1, settings.api-key.changed.v1',
    ],
  ])('names what it does not know: %p', (type, text) => {
    expect(() => decode(message(type, json(event)))).toThrow(new Malformed(text));
  });

  it('repeats no more than two hundred characters of an unknown type', () => {
    expect(() => decode(message('x'.repeat(10_000), json(event)))).toThrow(/unknown type x{200};/);
  });

  it('does without headers at all', () => {
    const { headers: _none, ...bare } = message(undefined, json(event));
    expect(() => decode(bare as KafkaMessage)).toThrow('no ce_type header');
  });
});
