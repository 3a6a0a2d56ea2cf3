import type { EachBatchPayload } from 'kafkajs';
import { SILENT } from '../bus/log.js';
import { turn } from '../testing/stage.js';
import { Assignment } from './assignment.js';
import type { Assigned } from './in-flight.js';
import { OffsetCommits } from './offset-commits.js';

type Offsets = Parameters<EachBatchPayload['commitOffsetsIfNecessary']>[0];

const set = (topics: Record<string, number[]> = { t: [0, 1] }) => {
  const client = { pause() {}, resume() {}, seek() {} };
  const assignment = new Assignment(client, 100, (name) => name);
  assignment.joined('m', topics);
  const debug: object[] = [];
  const warned: object[] = [];
  const commits = new OffsetCommits(assignment, {
    ...SILENT,
    debug: (details) => void debug.push(details),
    warn: (details) => void warned.push(details),
  });
  const written: string[][] = [];
  const note = async (offsets?: Offsets): Promise<void> => {
    const places = (offsets?.topics ?? []).flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }) => `${topic}/${partition} ${offset}`),
    );
    written.push(places);
  };
  const home = (partition: number, topic = 't'): Assigned => {
    const found = assignment.get(topic, partition);
    if (!found) throw new Error(`${topic}/${partition} is not assigned`);
    return found;
  };
  const finish = (from: number, count: number, at = home(0)): void => {
    const offsets = Array.from({ length: count }, (_, n) => from + n);
    for (const slot of at.tracker.take(from, offsets)) at.tracker.finish(slot);
  };
  return { assignment, commits, debug, warned, written, note, home, finish };
};

describe('OffsetCommits', () => {
  it('writes all marks that have moved in one go, and each once', async () => {
    const { commits, written, note, home, finish } = set({ t: [0, 1], u: [0] });
    commits.use(note);
    finish(0, 3);
    finish(7, 1, home(1));
    finish(5, 2, home(0, 'u'));
    await commits.flush();
    await commits.flush();
    expect(written).toEqual([['t/0 3', 't/1 8', 'u/0 7']]);
    finish(3, 1);
    await commits.flush();
    expect(written[1]).toEqual(['t/0 4']);
  });

  it('writes nothing before there was a batch, nor of partitions without records', async () => {
    const { commits, written, note, finish } = set();
    finish(0, 1);
    await commits.flush();
    commits.use(note);
    await commits.flush();
    expect(written).toEqual([['t/0 1']]);
  });

  it('never throws, and writes with the next what was refused', async () => {
    const { commits, debug, written, note, finish } = set();
    finish(0, 1);
    commits.use(() => Promise.reject(new Error('rebalancing')));
    await commits.flush();
    expect(debug).toEqual([{ err: new Error('rebalancing'), refused: 1 }]);
    commits.use(note);
    await commits.flush();
    expect(written).toEqual([['t/0 1']]);
  });

  it('warns when one after another is refused, and counts anew after one that is not', async () => {
    const { commits, debug, warned, note, finish } = set();
    const refuse = async (times: number): Promise<void> => {
      commits.use(() => Promise.reject(new Error('unknown member')));
      for (let n = 0; n < times; n += 1) await commits.flush();
    };
    finish(0, 1);
    await refuse(24);
    expect([debug.length, warned]).toEqual([24, []]);
    commits.use(note);
    await commits.flush();
    finish(1, 1);
    await refuse(24);
    expect(warned).toEqual([]);
    await refuse(26);
    expect(warned).toMatchObject([{ refused: 25, err: new Error('unknown member') }, { refused: 50 }]);
  });

  it('writes one at a time; who comes meanwhile waits for one that has what it came for', async () => {
    const { commits, finish, note, written } = set();
    const answers: (() => void)[] = [];
    commits.use(async (offsets) => {
      await note(offsets);
      await new Promise<void>((resolve) => answers.push(resolve));
    });
    const done: string[] = [];
    const flush = (name: string) => commits.flush().then(() => void done.push(name));
    finish(0, 1);
    const first = flush('first');
    await turn();
    finish(1, 1);
    const others = [flush('second'), flush('third')];
    await turn();
    expect(written).toEqual([['t/0 1']]);
    answers[0]?.();
    await first;
    await turn();
    expect([done, written]).toEqual([['first'], [['t/0 1'], ['t/0 2']]]);
    answers[1]?.();
    await Promise.all(others);
    expect(written).toHaveLength(2);
  });

  it('marks as committed what it wrote, not what was finished meanwhile', async () => {
    const { commits, finish, note, written } = set();
    finish(0, 1);
    commits.use(async (offsets) => {
      finish(1, 5);
      await note(offsets);
    });
    await commits.flush();
    commits.use(note);
    await commits.flush();
    expect(written).toEqual([['t/0 1'], ['t/0 6']]);
  });

  it('writes nothing of a partition that was lost', async () => {
    const { assignment, commits, finish, home, note, written } = set();
    commits.use(note);
    finish(0, 5);
    finish(0, 2, home(1));
    assignment.joined('m', { t: [1] });
    await commits.flush();
    expect(written).toEqual([['t/1 2']]);
  });
});
