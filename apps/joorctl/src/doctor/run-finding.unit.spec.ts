import { INVENTORY_RUN } from '../testing/inventory-answers.js';
import { PRODUCT_RUN } from '../testing/product-answers.js';
import { inventoryFinding, productsFinding } from './run-finding.js';

describe('inventory', () => {
  const run = (more: object) => ({ ...INVENTORY_RUN, state: 'done', reason: null, sent: 12, ...more });
  const found = (...runs: object[]) => inventoryFinding('East: inventory', runs.map(run));

  it('waits for a person, even below newer runs', () => {
    const waiting = { state: 'waiting-for-approval', reason: INVENTORY_RUN.reason };
    expect(found({ id: 'run-2', state: 'queued' }, waiting)).toEqual({
      what: 'East: inventory',
      state: 'waiting',
      detail: `run run-1 waits for approval: ${INVENTORY_RUN.reason} See joorctl inventory show-run run-1.`,
    });
  });

  it.each([
    ['held', 'run run-1 is held: Warehouse Code is blank.'],
    ['failed', 'run run-1 failed: Warehouse Code is blank.'],
  ])('is %s', (state, detail) => {
    const reason = 'Warehouse Code is blank.';
    expect(found({ state, reason }, {})).toMatchObject({ state: 'ill', detail });
    // a preview sends nothing: it does not mend what is held
    expect(found({ kind: 'preview' }, { state, reason })).toMatchObject({ state: 'ill', detail });
  });

  it('is well once a newer run has gone through', () => {
    expect(found({}, { state: 'held', reason: 'x' })).toMatchObject({
      state: 'well',
      detail: 'the last run is done, 2026-11-24T14:30:00.000Z: 12 figures acknowledged, 0 refused',
    });
  });

  it('may not have begun', () => {
    expect(found()).toMatchObject({ state: 'not available', detail: 'nothing was sent yet' });
    expect(found({ kind: 'preview' })).toMatchObject({ state: 'not available' });
  });
});

describe('products', () => {
  const run = (more: object) => ({ ...PRODUCT_RUN, state: 'done', ask: null, ...more });
  const found = (...runs: object[]) => productsFinding('East: products', runs.map(run));
  const preview = {
    id: 'pre-1',
    state: 'waiting-for-approval',
    ask: 'Look.',
    trigger: 'person',
    createdBy: 'Ada',
  };

  it('wait for a person, even below newer runs', () => {
    expect(found({}, { ...preview, trigger: 'schedule' })).toMatchObject({
      state: 'waiting',
      detail: 'run pre-1 waits for approval: Look. See joorctl products show-run pre-1.',
    });
  });

  it('do not wait where a person has only asked for a preview', () => {
    expect(found(preview, {})).toMatchObject({
      state: 'well',
      detail: expect.stringContaining('the last run is done, 2026-11-24T14:30:00.000Z: 1 to create'),
    });
    expect(found(preview)).toMatchObject({
      state: 'not available',
      detail: 'nothing was run yet; preview pre-1 of Ada waits for approval',
    });
  });

  it.each([
    [{ state: 'failed', error: 'The connection is gone.' }, 'run run-1 failed: The connection is gone.'],
    [{ state: 'queued', error: 'JOOR answered 503.' }, 'run run-1 is held: JOOR answered 503.'],
  ])('are held or failed: %j', (more, detail) => {
    expect(found(more, {})).toMatchObject({ state: 'ill', detail });
    expect(found({}, more)).toMatchObject({ state: 'well' });
  });

  it('may not have begun', () => {
    expect(found()).toMatchObject({ state: 'not available', detail: 'nothing was run yet' });
  });
});
