import { JEST_LEVELS, LEVELS, planOf } from './plan.mjs';

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

  it('runs what takes long only when it is named', () => {
    expect(LEVELS).not.toContain('long');
    expect(planOf(['long', 'bench'])).toEqual({ levels: ['long'], paths: ['bench'] });
  });

  it('combines levels and paths', () => {
    expect(planOf(['unit', 'libs/messaging'])).toEqual({ levels: ['unit'], paths: ['libs/messaging'] });
  });
});
