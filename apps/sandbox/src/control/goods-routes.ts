import { Random } from '../random/random.js';
import { manyLevels, manyStyles } from '../stock/brand-goods.js';
import type { Level, StockRoom } from '../stock/stock-room.js';
import type { StyleJson, StyleShelf } from '../stock/style-shelf.js';
import { BadRequest, Fields } from './fields.js';
import type { Asked, Route } from './route.js';

/** What a warehouse system has: its stock and its styles. */
export interface SteeredGoods {
  readonly stock: StockRoom;
  readonly styles: StyleShelf;
}

type GoodsOf = (asked: Asked) => SteeredGoods;

/** Most levels or variants that one request makes. */
const MOST = 2_000_000;

/** Stock and styles of a warehouse system: show, set, grow, change. */
export const goodsRoutes = (path: string, goodsOf: GoodsOf): readonly Route[] => [
  ...stockRoutes(`${path}/stock`, (asked) => goodsOf(asked).stock),
  ...styleRoutes(`${path}/products`, (asked) => goodsOf(asked).styles),
];

function stockRoutes(path: string, stockOf: (asked: Asked) => StockRoom): readonly Route[] {
  return [
    {
      route: `GET ${path}`,
      answer: (asked) => {
        const sku = asked.query.get('sku');
        return sku === null ? summary(stockOf(asked)) : { levels: stockOf(asked).of(sku) };
      },
    },
    {
      route: `PUT ${path}`,
      answer: (asked) => {
        const stock = stockOf(asked);
        const { rows, replace, remove } = readChange<Level>(asked.body, 'levels');
        if (replace) stock.replace(rows);
        else stock.set(rows);
        if (remove.length > 0) stock.remove(remove);
        return summary(stock);
      },
    },
    {
      route: `POST ${path}/grow`,
      answer: (asked) => {
        const fields = new Fields(asked.body, 'grow');
        const skus = fields.number('skus', 1_000, 1, MOST);
        const warehouses = fields.number('warehouses', 1, 1, MOST / skus);
        const seed = String(fields.number('seed', 1));
        fields.done();
        stockOf(asked).replace(manyLevels(skus, warehouses, seed));
        return summary(stockOf(asked));
      },
    },
    {
      route: `POST ${path}/change`,
      answer: (asked) => ({ changed: stockOf(asked).change(...readShare(asked.body)) }),
    },
  ];
}

function styleRoutes(path: string, stylesOf: (asked: Asked) => StyleShelf): readonly Route[] {
  const count = (styles: StyleShelf) => ({ products: styles.all().length });
  return [
    {
      route: `GET ${path}`,
      answer: (asked) => {
        const number = asked.query.get('styleNumber');
        const all = stylesOf(asked).all();
        return { products: number === null ? all : all.filter((style) => style.styleNumber === number) };
      },
    },
    {
      route: `PUT ${path}`,
      answer: (asked) => {
        const styles = stylesOf(asked);
        const { rows, replace, remove } = readChange<StyleJson>(asked.body, 'products');
        if (replace) styles.replace(rows);
        else styles.set(rows);
        if (remove.length > 0) styles.remove(remove);
        return count(styles);
      },
    },
    {
      route: `POST ${path}/grow`,
      answer: (asked) => {
        const fields = new Fields(asked.body, 'grow');
        const styles = fields.number('styles', 100, 1, MOST);
        const variants = fields.number('variants', 12, 1, MOST / styles);
        fields.done();
        stylesOf(asked).replace(manyStyles(styles, variants));
        return count(stylesOf(asked));
      },
    },
    {
      route: `POST ${path}/change`,
      answer: (asked) => ({ changed: stylesOf(asked).change(...readShare(asked.body)) }),
    },
  ];
}

function summary(stock: StockRoom) {
  const units = stock
    .all()
    .reduce((sum, { available }) => sum + (typeof available === 'number' ? available : 0), 0);
  return { levels: stock.all().length, warehouses: stock.warehouses(), units };
}

/** Rows that are changed or new; with `replace` they are all that is left; `remove` names what goes. */
function readChange<T extends Level>(body: unknown, field: 'levels' | 'products') {
  const fields = new Fields(body, field);
  const rows = fields.list(field);
  const replace = fields.flag('replace', false);
  const remove = fields.texts('remove', []);
  fields.done();
  if (!rows.every((row): row is T => typeof row === 'object' && row !== null && !Array.isArray(row))) {
    throw new BadRequest(`${field} must be objects`);
  }
  return { rows, replace, remove };
}

/** `percent` of all, chosen by `seed`. */
function readShare(body: unknown): [number, Random] {
  const fields = new Fields(body, 'change');
  const percent = fields.number('percent', 5, 0, 100);
  const seed = fields.number('seed', 1);
  fields.done();
  return [percent / 100, new Random(`change:${seed}`)];
}
