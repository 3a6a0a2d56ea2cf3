import { type Static, Type } from '@sinclair/typebox';
import type { Misfit } from '../connector.js';

const path = (fallback: string, description: string) =>
  Type.String({ default: fallback, maxLength: 500, pattern: '^/[^\\s?#]*(\\?[^\\s#]*)?$', description });

const source = (what: string, option: string) =>
  Type.Union([Type.Literal('none'), Type.Literal('pull'), Type.Literal('push')], {
    default: 'none',
    description: `Where ${what} from: pull, it is read at ${option}; push, the system sends it, signed; none, from nowhere.`,
  });

/** What a connection to an HTTP receiver may set. */
export const GenericOptions = Type.Object(
  {
    ordersPath: path('/orders', 'Where orders are posted, below the address.'),
    ordersPerRequest: Type.Integer({
      default: 1,
      minimum: 1,
      maximum: 100,
      description: 'Above 1, orders are posted as {"orders":[…]} and answered one by one in {"results":[…]}.',
    }),
    concurrency: Type.Integer({
      default: 8,
      minimum: 1,
      maximum: 256,
      description: 'Requests under way at once.',
    }),
    requestsPerSecond: Type.Number({
      default: 0,
      minimum: 0,
      maximum: 10_000,
      description: 'Most requests in a second; 0 is no limit.',
    }),
    duplicateProtection: Type.Union(
      [
        Type.Literal('idempotency-key'),
        Type.Literal('external-id'),
        Type.Literal('look-up'),
        Type.Literal('both'),
      ],
      {
        default: 'idempotency-key',
        description:
          "How a repeated order is kept from being doubled: the receiver honours the Idempotency-Key header, or tells a repeated order by the externalId in its body, or answers whether it has an order; both is the first and the last. With more than one order in a request the key is the group's and protects none of them.",
      },
    ),
    lookUpPath: path(
      '/orders/{externalId}',
      'Where the receiver answers whether it has an order: 200 with it, 404 with its externalId when it has not.',
    ),
    stock: source('stock comes', 'stockPath'),
    stockPath: path('/stock', 'Where stock is read page by page, with stock set to pull.'),
    stockPageSize: Type.Integer({
      default: 1_000,
      minimum: 1,
      maximum: 5_000,
      description: 'Rows of stock asked for in one page.',
    }),
    products: source('product details come', 'productsPath'),
    productsPath: path(
      '/products',
      'Where product details are read page by page, with products set to pull.',
    ),
    productsPageSize: Type.Integer({
      default: 100,
      minimum: 1,
      maximum: 1_000,
      description: 'Styles asked for in one page.',
    }),
    timeoutMs: Type.Integer({
      default: 15_000,
      minimum: 100,
      maximum: 120_000,
      description: 'Longest wait for an answer, in milliseconds.',
    }),
  },
  { additionalProperties: false },
);
export type GenericOptions = Static<typeof GenericOptions>;

/**
 * What keeps an order that is sent again from being doubled. The key of a request with several orders is the
 * group's, and an order that is sent again may come in another group, so there it tells nothing.
 */
export function protectionOf({ duplicateProtection, ordersPerRequest }: GenericOptions) {
  const byKey = duplicateProtection === 'idempotency-key' || duplicateProtection === 'both';
  return {
    sendingAgainIsSafe: duplicateProtection === 'external-id' || (byKey && ordersPerRequest === 1),
    canLookUp: duplicateProtection === 'look-up' || duplicateProtection === 'both',
  };
}

/** Options that do not go together. */
export function misfitOf(options: GenericOptions): Misfit | null {
  const { sendingAgainIsSafe, canLookUp } = protectionOf(options);
  if (sendingAgainIsSafe || canLookUp) return null;
  return {
    option: 'duplicateProtection',
    message:
      'must be "external-id", "look-up" or "both" with ordersPerRequest above 1: an order that is sent again may come in another group, under another Idempotency-Key',
  };
}
