import { connectionSettings, shownAddress } from './connection-settings.js';

describe('connectionSettings', () => {
  it('set schema and time zone before any statement can run', () => {
    expect(connectionSettings({ url: 'postgres://db/x', schema: 'router' })).toMatchObject({
      connectionString: 'postgres://db/x',
      options: expect.stringContaining('-c search_path=router -c timezone=UTC'),
      application_name: 'joor-bridge router',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
  });

  it.each(['', 'Router', '1st', 'a-b', 'a b', 'a;drop', 'a"', 'x'.repeat(64), 'public,pg_catalog'])(
    'refuse the schema name %j',
    (schema) => {
      expect(() => connectionSettings({ url: 'postgres://db/x', schema })).toThrow('is no schema name');
    },
  );
});

describe('shownAddress', () => {
  it.each([
    ['postgres://user:hunter2@db.example:6543/bridge?sslmode=require', 'db.example:6543/bridge'],
    ['postgres://db/bridge', 'db:5432/bridge'],
    ['hunter2', 'the address in DATABASE_URL'],
  ])('of %s has no password', (url, shown) => {
    expect(shownAddress(url)).toBe(shown);
  });
});
