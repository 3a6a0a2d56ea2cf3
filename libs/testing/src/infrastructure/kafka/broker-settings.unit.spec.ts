import { commonSettings, embeddedSettings, toContainerEnvironment, toProperties } from './broker-settings.js';

const place = (nodeId: number) => ({ nodeId, port: 9000 + nodeId, controllerPort: 9100 + nodeId });

describe('commonSettings', () => {
  it('keeps one copy on a lone broker, which can be written', () => {
    expect(commonSettings(1)).toMatchObject({
      'default.replication.factor': '1',
      'min.insync.replicas': '1',
      'offsets.topic.replication.factor': '1',
    });
  });

  it('keeps three copies on three brokers, so that one can die and writes go on', () => {
    expect(commonSettings(3)).toMatchObject({
      'default.replication.factor': '3',
      'min.insync.replicas': '2',
      'offsets.topic.replication.factor': '3',
      'transaction.state.log.min.isr': '2',
    });
  });

  it('lets consumers have short sessions and makes no topic by itself', () => {
    expect(commonSettings(1)).toMatchObject({
      'group.min.session.timeout.ms': '1000',
      'group.initial.rebalance.delay.ms': '0',
      'auto.create.topics.enable': 'false',
    });
  });
});

describe('embeddedSettings', () => {
  it('binds to this machine alone and names every voter', () => {
    const settings = embeddedSettings(place(2), [place(1), place(2), place(3)], '/data/a b', false);
    expect(settings.listeners).toBe('PLAINTEXT://127.0.0.1:9002,CONTROLLER://127.0.0.1:9102');
    expect(settings['controller.quorum.voters']).toBe('1@127.0.0.1:9101,2@127.0.0.1:9102,3@127.0.0.1:9103');
    expect(settings['log.dirs']).toBe('/data/a b');
  });

  it('flushes to disk only where the data is kept', () => {
    const flush = (durable: boolean) =>
      embeddedSettings(place(1), [place(1)], '/data', durable)['log.flush.interval.ms'];
    expect([flush(true), flush(false)]).toEqual(['1000', undefined]);
  });
});

describe('the two ways to hand settings over', () => {
  it('writes a properties file, with backslashes escaped', () => {
    expect(toProperties({ 'log.dirs': 'C:\\data', 'node.id': '1' })).toBe('log.dirs=C:\\\\data\nnode.id=1\n');
  });

  it('names container variables as the image wants them', () => {
    expect(toContainerEnvironment({ 'log.dirs': '/d', 'a_b-c': '1' })).toEqual({
      KAFKA_LOG_DIRS: '/d',
      KAFKA_A__B___C: '1',
    });
  });
});
