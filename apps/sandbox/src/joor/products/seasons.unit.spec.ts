import { errorOf, v4Stage } from '../../testing/v4-stage.js';
import { createSeason, updateSeason } from './seasons.js';

const SUMMER = { name: 'Summer', year: 2027, external_id: 'S27' };
const stageWithSummer = (settings = {}) => {
  const stage = v4Stage(settings);
  const create = (more: object) => stage.post('seasons', createSeason, [{ ...SUMMER, ...more }]);
  const id = create({}).data[0]?.id;
  return { ...stage, create, id };
};

describe('createSeason', () => {
  it('keeps a season and answers as JOOR does', () => {
    const { id, catalogue } = stageWithSummer();
    expect(catalogue.seasons.find('S27')).toEqual({ id, externalId: 'S27', name: 'Summer', year: 2027 });
  });

  it.each([
    [{ name: undefined }, 'name is required'],
    [{ year: undefined }, 'year is required'],
    [{ year: '2027' }, 'year must be an integer'],
    [{ year: 27 }, 'Invalid Year'],
    [{ code: 'S' }, 'Unknown field: code'],
  ])('refuses %j', (more, message) => {
    const { create, catalogue } = stageWithSummer();
    expect(errorOf(create({ external_id: 'other', ...more }))).toContain(message);
    expect(catalogue.seasons.size).toBe(1);
  });

  it('echoes the external id of a refused season as code', () => {
    const { create } = stageWithSummer();
    expect(create({ year: 27 }).errors?.[0]?.details).toEqual({ name: 'Summer', year: 27, code: 'S27' });
  });

  it.each([
    ['external id', { name: 'Other' }],
    ['name and year', { external_id: 'other' }],
  ])('answers DUPLICATED for the same %s', (_, more) => {
    expect(errorOf(stageWithSummer().create(more))).toBe('DUPLICATED This season exists');
  });

  it('takes the same name in another year', () => {
    expect(errorOf(stageWithSummer().create({ external_id: 'S28', year: 2028 }))).toBe('');
  });

  it('names the season that is there, or doubles it, when told so', () => {
    const named = stageWithSummer({ duplicateIds: 'always' });
    expect(named.create({}).errors?.[0]?.details).toMatchObject({ season_id: named.id });
    const doubled = stageWithSummer({ doubling: ['seasons'] });
    doubled.create({});
    expect(doubled.catalogue.seasons.size).toBe(2);
  });
});

describe('updateSeason', () => {
  it('changes what is given and keeps the rest', () => {
    const { post, id } = stageWithSummer();
    const answer = post('seasons', updateSeason, [{ id, year: 2028 }]);
    expect(answer.data).toEqual([{ id, name: 'Summer', year: 2028, external_id: 'S27' }]);
  });

  it('refuses an unknown season, and what makes it the same as another', () => {
    const { post, create, id } = stageWithSummer();
    create({ external_id: 'S28', year: 2028 });
    const refused = (record: object) => errorOf(post('seasons', updateSeason, [record]));
    expect(refused({ id: '1' })).toBe('NOT_FOUND Season 1 not found');
    expect(refused({ id, year: 2028 })).toContain('DUPLICATED');
    expect(refused({ id, external_id: 'S28' })).toContain('DUPLICATED');
    expect(refused({ id, name: '' })).toContain('name is required');
  });
});
