import { v4Stage } from '../../testing/v4-stage.js';
import { list, some } from './lists.js';

const letters = ['a', 'b', 'c', 'd', 'e'];
const filters = {
  names: (name: string) => some(letters.find((letter) => letter === name)),
  before: (name: string) => letters.filter((letter) => letter < name),
};
const get = (query = '', settings = {}) => {
  const { status, body } = list(
    v4Stage(settings).callOf(query),
    () => letters,
    filters,
    (one) => one,
  );
  return {
    status,
    ...(JSON.parse(body) as { data: string[]; errors?: { status: string; details: object }[] }),
  };
};

describe('list', () => {
  it('has everything when nothing is asked for, without errors', () => {
    expect(get('account=a&user_id=1')).toEqual({ status: 200, data: letters });
  });

  it('has what is named, each once', () => {
    expect(get('names=b,d,b').data).toEqual(['b', 'd']);
    expect(get('before=c,d').data).toEqual(['a', 'b', 'c']);
  });

  it('narrows one filter by the other', () => {
    expect(get('names=b,d&before=c').data).toEqual(['b']);
  });

  it('says NOT_FOUND for each name that finds nothing, beside the others', () => {
    expect(get('names=b,x,y')).toEqual({
      status: 200,
      data: ['b'],
      errors: Array(2).fill({ status: 'NOT_FOUND', message: 'Value not found', details: {} }),
    });
  });

  it('says NOT_FOUND for nothing, when told so', () => {
    expect(get('', { notFoundNoise: true })).toMatchObject({
      data: letters,
      errors: [{ status: 'NOT_FOUND' }],
    });
  });

  it('pages: by page and size, and by the largest page', () => {
    expect(get('page=2&page_size=2').data).toEqual(['c', 'd']);
    expect(get('page=3&page_size=2').data).toEqual(['e']);
    expect(get('page=4&page_size=2').data).toEqual([]);
    expect(get('', { pageSize: 3 }).data).toEqual(['a', 'b', 'c']);
    expect(get('page=2', { pageSize: 3 }).data).toEqual(['d', 'e']);
  });

  it('gives less than is asked for, when told so', () => {
    expect(get('page=1&page_size=4', { pageCap: 2 }).data).toEqual(['a', 'b']);
    expect(get('page=3&page_size=4', { pageCap: 2 }).data).toEqual(['e']);
    expect(get('page=2&page_size=1', { pageCap: 2 }).data).toEqual(['b']);
  });

  it.each(['page=0', 'page=x', 'page_size=201', 'page_size=0', 'page=1.5'])('refuses %s', (query) => {
    expect(get(query).status).toBe(400);
  });

  it('refuses a parameter that there is none of', () => {
    expect(get('nmaes=a')).toMatchObject({ status: 400, errors: [{ message: 'Unknown parameter: nmaes' }] });
  });

  it('refuses an address that is too long', () => {
    expect(get(`names=${'a,'.repeat(3_000)}`).status).toBe(414);
    expect(get(`names=${'a,'.repeat(1_000)}`).status).toBe(200);
  });
});
