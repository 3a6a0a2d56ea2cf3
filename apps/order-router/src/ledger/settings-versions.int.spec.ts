import { OwnLedger } from '../testing/ledger.js';
import { aConnection } from '../testing/orders.js';
import { SettingsVersions } from './settings-versions.js';

let ledger: OwnLedger;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

const versionsInLedger = () =>
  ledger.rows('select connection_id, version from settings_versions order by connection_id, version');

describe('SettingsVersions', () => {
  it('gives back a connection as it stood at a version', async () => {
    const versions = new SettingsVersions(ledger.pool);
    const first = aConnection('con_1', { 'joor.warehouseCode': 'EAST' }, { version: 1 });
    const second = aConnection('con_1', { 'joor.warehouseCode': 'WEST' }, { version: 2 });
    await versions.keep([first]);
    await versions.keep([second]);
    expect(await versions.at('con_1', 1)).toEqual(first);
    expect((await versions.at('con_1', 2))?.settings['joor.warehouseCode']).toBe('WEST');
    expect(await versions.at('con_1', 3)).toBeUndefined();
    expect(await versions.at('con_2', 1)).toBeUndefined();
  });

  it('keeps no credentials, sealed or not', async () => {
    const sealed = { v: 1, keyId: 'k', key: 'K', iv: 'I', tag: 'T', data: 'SECRET' };
    const snapshot = { ...aConnection('con_1'), credentials: { 'wms.production': sealed } };
    const versions = new SettingsVersions(ledger.pool);
    await versions.keep([snapshot as never]);
    expect((await versions.at('con_1', 1))?.credentials).toEqual({});
    const [row] = await ledger.rows('select snapshot::text from settings_versions');
    expect(row?.snapshot).not.toContain('SECRET');
  });

  it('gives back what was kept before a setting was declared, or after one was removed', async () => {
    const versions = new SettingsVersions(ledger.pool);
    await versions.keep([aConnection('con_1', { 'joor.warehouseCode': 'EAST' })]);
    await ledger.pool.query(
      `update settings_versions set snapshot = jsonb_set(
         snapshot::jsonb #- '{settings,orders.editPolicy}', '{settings,orders.splitBy}', '"warehouse"')`,
    );
    expect((await versions.at('con_1', 1))?.settings).toMatchObject({
      'joor.warehouseCode': 'EAST',
      'orders.editPolicy': 'review',
      'orders.splitBy': 'warehouse',
    });
  });

  it('writes a version once, whoever keeps it', async () => {
    const versions = new SettingsVersions(ledger.pool);
    const snapshots = [aConnection('con_1'), aConnection('con_2')];
    await versions.keep(snapshots);
    await versions.keep(snapshots);
    await new SettingsVersions(ledger.pool).keep(snapshots);
    expect(await versionsInLedger()).toEqual([
      { connection_id: 'con_1', version: 1 },
      { connection_id: 'con_2', version: 1 },
    ]);
  });

  it('asks the ledger only once for a version it has kept', async () => {
    const versions = new SettingsVersions(ledger.pool);
    await versions.keep([aConnection('con_1')]);
    await ledger.clear();
    await versions.keep([aConnection('con_1')]);
    expect(await versionsInLedger()).toEqual([]);
  });

  it('tries again after a failure', async () => {
    const fails = { query: () => Promise.reject(new Error('down')) };
    const versions = new SettingsVersions(fails as never);
    await expect(versions.keep([aConnection('con_1')])).rejects.toThrow('down');
    await expect(versions.keep([aConnection('con_1')])).rejects.toThrow('down');
  });
});
