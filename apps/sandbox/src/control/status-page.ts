import { type Answer, text } from '../http/exchange.js';
import type { JoorAccount } from '../joor/joor-account.js';
import type { Steered } from './steered.js';

/** What the page is made from. */
export type Shown = Pick<Steered, 'effects' | 'requests' | 'urls' | 'faultSets' | 'joor'>;

const STYLE =
  'body{font:14px system-ui;margin:2rem;max-width:60rem}td,th{text-align:left;padding:.2rem 1rem .2rem 0}';

/** What is going on, for a person with a browser. */
export function statusPage(sandbox: Shown): Answer {
  const { effects, requests } = sandbox;
  const servers = Object.entries(sandbox.urls).map(([name, url]) => [name, url]);
  const effectRows = effects.destinations().map((name) => {
    const { distinct, total, duplicates } = effects.totals(name);
    return [name, distinct, total, duplicates];
  });
  const requestRows = Object.entries(requests.all()).map(([name, { total, byStatus }]) => [
    name,
    total,
    Object.entries(byStatus)
      .map(([status, count]) => `${status}: ${count}`)
      .join(', '),
  ]);
  const faultRows = sandbox
    .faultSets()
    .flatMap((set) => set.list().map(({ kind, rate, struck }) => [set.target, kind, rate ?? 1, struck]));
  const joorRows = Object.values(sandbox.joor).flatMap((world) =>
    world.accounts().map((account) => [`${world.name}:${account.id}`, ...figuresOf(account)]),
  );
  const body = [
    '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Sandbox</title>',
    `<style>${STYLE}</style><h1>joor-bridge sandbox</h1>`,
    table('Orders delivered', ['destination', 'orders', 'effects', 'duplicates'], effectRows),
    table(
      'In JOOR',
      ['account', 'orders', 'styles', 'SKUs', 'inventory rows', 'writes', 'credits'],
      joorRows,
    ),
    table('Requests', ['target', 'requests', 'answers'], requestRows),
    table('Faults', ['target', 'kind', 'rate', 'struck'], faultRows),
    table('Servers', ['server', 'address'], servers),
  ];
  return text(200, body.join('\n'), 'text/html; charset=utf-8');
}

const figuresOf = ({ size, catalogue, stock, spending }: JoorAccount): readonly number[] => [
  size,
  catalogue.products.size,
  catalogue.skus.size,
  stock.size,
  stock.writes,
  spending.totals().credits,
];

type Cell = string | number;

function table(title: string, heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const row = (cells: readonly Cell[], tag: string) =>
    `<tr>${cells.map((c) => `<${tag}>${escaped(c)}</${tag}>`).join('')}</tr>`;
  const body =
    rows.length > 0 ? rows.map((cells) => row(cells, 'td')).join('') : '<tr><td>none yet</td></tr>';
  return `<h2>${title}</h2><table>${row(heads, 'th')}${body}</table>`;
}

const escaped = (cell: Cell): string => String(cell).replace(/&/g, '&amp;').replace(/</g, '&lt;');
