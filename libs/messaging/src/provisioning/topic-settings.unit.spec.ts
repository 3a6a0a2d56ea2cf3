import { replicationFor } from './topic-settings.js';

describe('replicationFor', () => {
  it.each([
    [0, 1, 1],
    [1, 1, 1],
    [2, 2, 1],
    [3, 3, 2],
    [7, 3, 2],
  ])('%i brokers: %i copies, %i of them in sync', (brokers, factor, minInSync) => {
    expect(replicationFor(brokers)).toEqual({ factor, minInSync });
  });
});
