import { faultOf, JEST_LEVELS, LEVELS, planOf } from './plan.mjs';

describe('planOf', () => {
  it('runs everything when nothing is asked for', () => {
    expect(planOf([])).toEqual({ levels: LEVELS, paths: [] });
  });

  it('runs the named levels in the fixed order, whatever the order of the arguments', () => {
    expect(planOf(['e2e', 'unit']).levels).toEqual(['unit', 'e2e']);
  });

  it('takes a path to mean all of Jest and no checks', () => {
    expect(planOf(['libs/messaging'])).toEqual({ levels: JEST_LEVELS, paths: ['libs/messaging'] });
  });

  it('combines levels and paths', () => {
    expect(planOf(['unit', 'libs/messaging'])).toEqual({ levels: ['unit'], paths: ['libs/messaging'] });
  });
});

describe('faultOf', () => {
  /** @type {[string, readonly string[]][]} */
  let asked = [];
  beforeEach(() => {
    asked = [];
  });
  const fault = (/** @type {string[]} */ ...args) =>
    faultOf(planOf(args), (path, levels) => {
      asked.push([path, levels]);
      return path.startsWith('libs');
    });

  it('finds none when every path leads to specs', () => {
    expect(fault('libs/joor', 'libs/wms')).toBeNull();
    expect(asked.map(([path]) => path)).toEqual(['libs/joor', 'libs/wms']);
    expect(fault()).toBeNull();
    expect(fault('unit')).toBeNull();
  });

  it('names a level that is misspelt, which is taken for a path, and what there is', () => {
    expect(fault('unti')).toBe(
      'There is no unit or int or e2e or timed spec at "unti": give a path from here, or a level (typecheck, lint, unit, int, e2e, timed).',
    );
  });

  it('names the one path of several that leads nowhere', () => {
    expect(fault('unit', 'libs/joor', 'lib/wms')).toContain('There is no unit spec at "lib/wms"');
  });

  it('asks only for specs of the levels that are to run', () => {
    fault('lint', 'int', 'libs/joor');
    expect(asked).toEqual([['libs/joor', ['int']]]);
  });

  it('does not let a check pass for one of a path', () => {
    expect(fault('lint', 'libs/joor')).toBe(
      '"libs/joor" limits specs only, and lint has none: leave it out.',
    );
  });
});
