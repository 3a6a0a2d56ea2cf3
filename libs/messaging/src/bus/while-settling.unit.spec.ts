import { whileSettling } from './while-settling.js';

const failing = (type: string, times: number) => {
  let calls = 0;
  const work = async () => {
    calls += 1;
    if (calls <= times) throw Object.assign(new Error(type), { type });
    return calls;
  };
  return { work, calls: () => calls };
};

describe('whileSettling', () => {
  it.each(['UNKNOWN_TOPIC_OR_PARTITION', 'NOT_LEADER_FOR_PARTITION', 'LEADER_NOT_AVAILABLE'])(
    'tries again after %s',
    async (type) => {
      await expect(whileSettling(failing(type, 2).work)).resolves.toBe(3);
    },
  );

  it('does not repeat other failures', async () => {
    const { work, calls } = failing('TOPIC_AUTHORIZATION_FAILED', 1);
    await expect(whileSettling(work)).rejects.toThrow('TOPIC_AUTHORIZATION_FAILED');
    expect(calls()).toBe(1);
  });

  it('gives up in the end, with the failure', async () => {
    const { work, calls } = failing('LEADER_NOT_AVAILABLE', 99);
    await expect(whileSettling(work)).rejects.toThrow('LEADER_NOT_AVAILABLE');
    expect(calls()).toBe(10);
  });
});
