import type { PlanAction, Step, StylePlan } from '../plan/plan.js';
import { aProductStep, aWantedStyle } from '../testing/products.js';
import type { StyleStanding } from './plan-notes.js';
import { askOf, outcomeOf, type PageRules } from './plan-run.js';
import type { PlannedPair } from './plan-styles.js';
import { noRunCounts } from './run.js';

const SKU = { externalId: 'ST-1-BLK-M', upc: '1', colorCode: 'BLK', sizeName: 'M' };
const STATUS: Step = {
  kind: 'status',
  needsApproval: true,
  skus: [{ ...SKU, id: 's', colorName: 'Black', sizeCode: 'M', active: true, makeActive: false }],
  approvedOrders: null,
};
const CHANGE = aProductStep({ id: '7' });

const pair = (
  action: PlanAction,
  steps: readonly Step[] = [],
  more: Partial<StylePlan> = {},
): PlannedPair => ({
  source: 'w1',
  mapped: { kind: 'wanted', wanted: aWantedStyle('ST-1', { unmappedCategories: ['Toys'] }) },
  plan: {
    ...{ style: 'ST-1', action, revision: 'r1', changes: [], steps, reasons: [], leftOut: [], notes: [] },
    ...more,
  },
});
const standing = (parts: Partial<StyleStanding>): StyleStanding => ({
  ...{ style: 'ST-1', state: 'applied', revision: 'r0', doubt: null, declined: null, refusals: [] },
  ...parts,
});
const SCHEDULE: PageRules = { trigger: 'schedule', approvesAll: false };
const PERSON: PageRules = { trigger: 'person', approvesAll: false };

function decide(one: PlannedPair, rules: PageRules = SCHEDULE, before: Partial<StyleStanding> | null = null) {
  const counts = noRunCounts();
  const standings = new Map(before ? [['ST-1', standing(before)]] : []);
  const { styles, status, notes } = outcomeOf([one], standings, rules, counts);
  return { styles, status, notes, counts };
}
const shape = (one: ReturnType<typeof decide>) => [one.styles.length, one.status.length, one.notes.length];

describe('what of a plan goes out with a run', () => {
  it('is what JOOR lacks or has otherwise', () => {
    expect(shape(decide(pair('create', [CHANGE])))).toEqual([1, 0, 0]);
    expect(decide(pair('update', [CHANGE])).styles).toMatchObject([
      { plan: 'update', revision: 'r1', status: [] },
    ]);
  });

  it('is nothing of what is there, or kept out; its categories are noted', () => {
    expect(decide(pair('unchanged')).notes).toEqual([
      { style: 'ST-1', state: 'unchanged', refusals: [], unmapped: ['Toys'] },
    ]);
    expect(decide(pair('skipped')).notes).toMatchObject([{ state: 'skipped' }]);
  });

  it('is what is in doubt, though it looks unchanged: what JOOR has of it is not known', () => {
    expect(shape(decide(pair('unchanged'), SCHEDULE, { doubt: 'prices' }))).toEqual([1, 0, 0]);
  });

  it('is what an older plan is about to change, though it looks unchanged until then', () => {
    expect(shape(decide(pair('unchanged'), SCHEDULE, { state: 'queued' }))).toEqual([1, 0, 0]);
    const sameAgain = decide(pair('unchanged'), SCHEDULE, { state: 'queued', revision: 'r1' });
    expect([sameAgain.styles, sameAgain.notes]).toEqual([[], []]);
    expect(
      shape(decide(pair('unchanged'), { trigger: 'person', approvesAll: true }, { state: 'queued' })),
    ).toEqual([0, 0, 1]);
  });

  it('tells what is left out, and what to know besides', () => {
    const leftOut = [{ sku: 'ST-1-BLK-L', code: 'no-upc' as const, reason: 'It has no UPC.' }];
    const notes = ['JOOR keeps a price.'];
    expect(decide(pair('update', [CHANGE], { leftOut, notes })).styles[0]?.reasons).toEqual([
      ...leftOut,
      { code: 'note', reason: 'JOOR keeps a price.' },
    ]);
  });

  it('says what of the catalogue it was planned from', () => {
    expect(decide(pair('update', [CHANGE])).styles).toMatchObject([{ source: 'w1' }]);
  });

  it.each(['queued', 'refused'])(
    'is not what is %s already, unless a person asks or it has changed',
    (state) => {
      const plan = pair('update', [CHANGE]);
      expect(shape(decide(plan, SCHEDULE, { state, revision: 'r1' }))).toEqual([0, 0, 0]);
      expect(shape(decide(plan, PERSON, { state, revision: 'r1' }))).toEqual([1, 0, 0]);
      expect(shape(decide(plan, SCHEDULE, { state, revision: 'r0' }))).toEqual([1, 0, 0]);
    },
  );
});

describe('a change of status', () => {
  const both = pair('update', [CHANGE, STATUS]);
  const only = pair('update', [STATUS]);

  it('is asked about apart, and all else of the style goes out', () => {
    const decided = decide(both);
    expect(decided.styles).toMatchObject([{ status: [] }]);
    expect(decided.status).toMatchObject([{ status: [{ ...SKU, makeActive: false }] }]);
    expect(decided.counts).toMatchObject({ updates: 1, inactive: 1 });
  });

  it('alone leaves the run itself without the style', () => {
    expect(shape(decide(only))).toEqual([0, 1, 0]);
    expect(decide(only).counts).toMatchObject({ updates: 0, unchanged: 1, inactive: 1 });
  });

  it('is a part of a run that waits for approval anyway', () => {
    const decided = decide(both, { trigger: 'person', approvesAll: true });
    expect(shape(decided)).toEqual([1, 0, 0]);
    expect(decided.styles[0]?.status).toHaveLength(1);
  });

  it('that a person has declined is not asked about by the schedule, until something changes', () => {
    expect(shape(decide(only, SCHEDULE, { declined: 'r1' }))).toEqual([0, 0, 0]);
    expect(shape(decide(only, SCHEDULE, { declined: 'r0' }))).toEqual([0, 1, 0]);
    expect(shape(decide(only, PERSON, { declined: 'r1' }))).toEqual([0, 1, 0]);
  });
});

describe('a refusal', () => {
  const reasons = [{ code: 'no-line-sheet' as const, reason: 'None.' }];
  const refused = pair('refused', [], { reasons, revision: null });

  it('is shown when it is new, and to a person every time', () => {
    expect(shape(decide(refused))).toEqual([1, 0, 1]);
    expect(shape(decide(refused, SCHEDULE, { state: 'refused', refusals: reasons }))).toEqual([0, 0, 1]);
    expect(shape(decide(refused, PERSON, { state: 'refused', refusals: reasons }))).toEqual([1, 0, 1]);
    expect(decide(refused).counts.refused).toBe(1);
  });
});

describe('what a person is asked', () => {
  const ask = (parts: { creates?: number; inactive?: number; isFirst?: boolean; preview?: boolean }) => {
    const { isFirst = false, preview = false, ...counts } = parts;
    return askOf({ name: 'Nord' }, { isFirst, preview, counts: { ...noRunCounts(), ...counts } });
  };

  it('is nothing where nobody needs to', () => {
    expect(ask({ creates: 3 })).toBeNull();
    expect(ask({ isFirst: true })).toBeNull();
  });

  it('is said with its reason and its extent', () => {
    expect(ask({ creates: 3, isFirst: true })).toContain('first run of "Nord": it makes 3 styles');
    expect(ask({ creates: 3, preview: true })).toContain('3 styles would be made');
    expect(ask({ creates: 1, inactive: 2 })).toContain('2 SKUs would change their status');
  });
});
