import type { ConnectionSnapshot, Settings } from '@joor-bridge/contracts';
import { aConnectionSnapshot } from '@joor-bridge/testing';
import { SENDING } from '../testing/publish-stage.js';
import { type Circumstances, obstacleOf } from './obstacle.js';

const connection = (settings: Partial<Settings> = {}, more: Partial<ConnectionSnapshot> = {}) =>
  aConnectionSnapshot({ ...more, settings: { ...SENDING, ...settings } });
const overwriting = connection({ 'inventory.mode': 'Overwrite' });
const obstacle = (more: Partial<Circumstances> = {}) =>
  obstacleOf({
    snapshot: connection(),
    others: [],
    target: { warehouse: 'Main', obstacle: null },
    rows: 5_000,
    most: 1_000,
    ...more,
  });

it('nothing stands in the way of an Update, however much it is', () => {
  expect(obstacle()).toBeNull();
});

it('a schedule that is Off is wished: it stays until it is changed, and is no news', () => {
  expect(obstacle({ snapshot: connection({ 'inventory.schedule': 'Off' }) })).toEqual({
    reason: 'Inventory Schedule is Off: nothing is sent.',
    mayPass: false,
    wished: true,
  });
});

it('a warehouse that is not known yet may be soon; a blank code stays blank', () => {
  const target = { warehouse: null, obstacle: 'not known' };
  expect(obstacle({ target })).toEqual({ reason: 'not known', mayPass: true, wished: false });
  expect(obstacle({ target, snapshot: connection({ 'joor.warehouseCode': ' ' }) })).toMatchObject({
    mayPass: false,
  });
});

describe('an overwrite', () => {
  it('goes where it fits into one request', () => {
    expect(obstacle({ snapshot: overwriting, rows: 1_000 })).toBeNull();
    expect(obstacle({ snapshot: overwriting, rows: 1_001 })?.reason).toMatch(/1001 figures do not fit/);
  });

  it.each([
    ['another that sends to the same account', {}, {}, true],
    ['itself', {}, { connectionId: 'con_1' }, false],
    ['one that is switched off', {}, { enabled: false }, false],
    ['one of another account', {}, { joorAccount: '5002' }, false],
    ['one that sends no inventory', { 'inventory.schedule': 'Off' }, {}, false],
    ['one in test mode', { 'joor.testMode': 'Enabled' }, {}, false],
  ] as const)('beside %s', (_case, settings, more, refused) => {
    const other = connection(settings, { connectionId: 'con_2', name: 'Rival', ...more });
    const found = obstacle({ snapshot: overwriting, rows: 1, others: [overwriting, other] });
    expect(found?.reason.includes('"Rival"') ?? false).toBe(refused);
  });
});
