import { PRODUCT, REFUSED_DETAIL, STYLE, STYLE_DETAIL } from '../testing/product-answers.js';
import { listedStyle, STYLE_COLUMNS, styleText } from './style-text.js';

it('has a value for every column of the list', () => {
  expect(listedStyle({})).toHaveLength(STYLE_COLUMNS.length);
  expect(listedStyle(STYLE)).toEqual([
    ...['COAT', 'Wool coat', '2', 'yes', 'applied', 'prd-9', '2026-11-24T13:00:00.000Z', ''],
  ]);
  expect(listedStyle({ ...STYLE, listed: false, joorId: null }).slice(3, 6)).toEqual([
    'no more',
    'applied',
    '-',
  ]);
});

it('goes from the WMS to JOOR, says what a run would do, and what came of the last', () => {
  expect(styleText(STYLE_DETAIL).split('\n')).toEqual([
    'style       COAT',
    'connection  con_1',
    'state       applied',
    'JOOR id     prd-9',
    '',
    'In the WMS',
    'name         Wool coat',
    'type         Outerwear',
    'supplier     ACME',
    'categories   Coats, Women',
    'season       Spring 2027',
    'line sheets  Spring 2027',
    'prices       wholesale 40.00 USD / retail 100.00 USD, EU: wholesale 38.00 EUR',
    'variants     2: colors 1, sizes 2',
    'images       1',
    'modified     2026-11-23T09:00:00.000Z',
    '',
    'As it is to be in JOOR',
    'number        COAT',
    'name          Wool coat',
    'identifier    W-COAT',
    'line sheets   Spring 2027',
    'category ids  cat-1',
    'tags          Product Type: Outerwear',
    'SKUs          2: colors 1, sizes 2',
    'prices        2, wholesale 40.00',
    'images        0',
    '',
    'In JOOR, as it has acknowledged',
    'id           prd-9',
    'number       COAT',
    'name         Wool coat',
    'line sheets  Spring 2027',
    'SKUs         2: colors 1, sizes 1, 1 inactive',
    'prices       1, wholesale 40.00',
    'images       0',
    '',
    'What a run would do now',
    'COAT: update, 1 change',
    '  description: nothing → "Warm."',
    '  note: Category "Women" has none in JOOR.',
    '',
    'Last outcome',
    'state         queued',
    'step          prices',
    'reason        JOOR answered 503',
    'failed tries  2',
    'doubt         whether JOOR has taken skus is looked up before anything is written',
    'tried next    2026-11-24T15:10:00.000Z',
    'run           run-1',
  ]);
});

it('says each reason why a style cannot be in JOOR', () => {
  const text = styleText(REFUSED_DETAIL);
  expect(text).toMatch(/state +refused: It has no line sheet/);
  expect(text).toMatch(/JOOR id +none: it is not in JOOR by us/);
  expect(text).toContain('HAT: refused\n  refused: It has no line sheet: name one in the WMS.');
  expect(text).not.toMatch(/As it is to be in JOOR|as it has acknowledged|Last outcome|line sheets/);
});

it.each([
  ['skipped', 'Item Filter leaves none of its variants'],
  ['unsold', 'no longer lists or sells it'],
])('says that a style is %s', (kind, words) => {
  expect(styleText({ ...STYLE_DETAIL, mapped: { kind, style: 'COAT' } })).toContain(words);
});

it('says when nothing can be planned, or not all of it', () => {
  const planProblem = 'JOOR could not be asked what it has: it answered 503.';
  const half = styleText({ ...STYLE_DETAIL, planProblem });
  expect(half).toContain(`What a run would do now\n${planProblem}\n`);
  expect(half).toContain(styleText(STYLE_DETAIL).split('What a run would do now\n')[1]);
  const text = styleText({ ...STYLE_DETAIL, mapped: null, plan: null, planProblem });
  expect(text).toContain(`Nothing can be planned now: ${planProblem}`);
  expect(text).not.toContain('What a run would do now');
});

describe('the WMS', () => {
  const ofProduct = (product: object, more: object = {}) =>
    styleText({ ...STYLE_DETAIL, ...more, product: { ...PRODUCT, ...product } });

  it('may no longer list or sell it', () => {
    expect(ofProduct({ active: false }, { listed: false })).toMatch(
      /In the WMS, which no longer lists it\n(.*\n)*sold +no longer\n/,
    );
  });

  it('may have prices by variant, each shown once', () => {
    const priced = (wholesale: string) => ({
      prices: [{ label: '', currency: '', wholesale, retail: null }],
    });
    expect(ofProduct({ prices: [], variants: [priced('4.00'), priced('4.00'), priced('5.00')] })).toMatch(
      /prices +wholesale 4\.00, wholesale 5\.00\n/,
    );
    expect(ofProduct({ prices: [{ label: 'EU', currency: 'EUR', wholesale: null, retail: null }] })).toMatch(
      /prices +EU: no amount\n/,
    );
  });

  it('may have more than a line holds', () => {
    const categories = Array.from({ length: 11 }, (_, at) => `C${at}`);
    expect(ofProduct({ categories })).toMatch(/C0, C1, C2, C3, C4, C5, C6, C7 and 3 more\n/);
  });

  it('lets nothing steer the terminal', () => {
    const plan = { ...STYLE_DETAIL.plan, text: 'COAT: create\n  name: nothing → "\u001b[2J"' };
    const text = ofProduct({ name: 'Wool\u0007\u001b[31m' }, { plan });
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    expect(text).toContain('  name: nothing → " [2J"');
  });
});
