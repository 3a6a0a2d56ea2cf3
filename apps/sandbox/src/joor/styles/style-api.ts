import { type Answer, json } from '../../http/exchange.js';
import type { Asked, JoorApi } from '../api.js';
import type { Product } from '../catalogue/records.js';
import { nextStart } from '../next-start.js';
import { type Range, readPage, readRange } from '../query-values.js';
import { dress } from '../quirks.js';
import { styleRecord } from './style-record.js';

const PATH = /^\/v2\/style\/?([^/]*)\/?$/;

/** JOOR's v2 styles, here only read: with what JOOR holds of their inventory. */
export const styleApi: JoorApi = {
  route: (path) => {
    const match = PATH.exec(path);
    return match && (match[1] ? '/v2/style/{id}' : '/v2/style');
  },
  answer: (asked) => {
    if (asked.call.method !== 'GET')
      return json(405, { response: { code: 405, comment: 'GET only', log_id: '0' } });
    const id = PATH.exec(asked.call.path)?.[1];
    return id ? answerOne(asked, id) : answerList(asked);
  },
};

/** `GET /v2/style?count&start_from&date_start&date_end&date_created_start&date_created_end`, by id. */
function answerList({ world, account, call }: Asked): Answer {
  const page = readPage(call.query, world.maxPage);
  const modified = readRange(call.query, 'date');
  const created = readRange(call.query, 'date_created');
  const found = account.catalogue.products
    .all()
    .filter(({ modifiedAt, createdAt }) => within(modifiedAt, modified) && within(createdAt, created))
    .toSorted((a, b) => Number(a.id) - Number(b.id));
  const styles = found.slice(page.startFrom, page.startFrom + page.count);
  const response = {
    code: 0,
    comment: '',
    start_from: page.startFrom,
    ...nextStart(world.quirks, page, found.length),
    count: found.length,
    log_id: '0',
  };
  return json(200, { response, styles: listed(world.quirks.emptyList, styles.map(shown(world, account))) });
}

function answerOne({ world, account }: Asked, id: string): Answer {
  const product = account.catalogue.products.get(id);
  if (!product) {
    const response = { code: 2, comment: `No style ${id}`, log_id: '0' };
    return json(world.quirks.errorStatus === 200 ? 200 : 404, { response, styles: [] });
  }
  const response = { code: 0, comment: '', start_from: 0, next_start: '', count: 1, log_id: '0' };
  return json(200, { response, styles: [shown(world, account)(product)] });
}

const shown =
  (world: Asked['world'], account: Asked['account']) =>
  (product: Product): unknown =>
    dress(styleRecord(account, product), world.quirks, `style:${product.id}`);

const within = (at: number, range: Range | null): boolean =>
  range === null || (at >= range.start && at <= range.end);

const listed = (habit: 'array' | 'text', styles: readonly unknown[]): unknown =>
  styles.length === 0 && habit === 'text' ? '' : styles;
