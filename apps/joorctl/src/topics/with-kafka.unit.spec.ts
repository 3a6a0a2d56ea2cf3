import { CommandFailed, EXIT } from '../program/exit-code.js';
import { withKafka } from './with-kafka.js';

const outage = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9092'), { code: 'ECONNREFUSED' });

it('gives back what was done', async () => {
  expect(await withKafka(async () => 7)).toBe(7);
});

it('makes a sentence of an outage, and keeps its cause', async () => {
  const failed = withKafka(() => Promise.reject(outage));
  await expect(failed).rejects.toThrow(CommandFailed);
  await expect(failed).rejects.toMatchObject({ exitCode: EXIT.unreachable, cause: outage });
  await expect(failed).rejects.toThrow('start it, or give its brokers by --kafka-brokers');
});

it('leaves any other failure as it is', async () => {
  const other = new Error('a topic cannot be changed');
  await expect(withKafka(() => Promise.reject(other))).rejects.toBe(other);
});
