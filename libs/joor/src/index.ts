export {
  CREDIT_WINDOW_MS,
  CREDITS,
  CREDITS_PER_WINDOW,
  type CreditBudget,
  judgeSpending,
  LANE_LIMITS,
  type Lane,
  type Spending,
} from './budget/credit-budget.js';
export { EXCHANGE_LIMITS, type ExchangeLimits } from './client/exchange.js';
export { JoorFailure, type JoorFailureKind } from './client/joor-failure.js';
export type { JoorLink } from './client/joor-link.js';
export { JoorV2Client, type ModifiedWindow } from './client/joor-v2-client.js';
export { pagesOf, type WindowPage } from './client/pages-of.js';
export type { PageOptions } from './client/record-pages.js';
export type { InventoryRow, RowAnswer } from './inventory/inventory-row.js';
export {
  type InventoryUpdate,
  JoorInventory,
  type JoorInventoryOptions,
} from './inventory/joor-inventory.js';
export type { OrderPage, UnreadableOrder } from './parse/parse-page.js';
export type {
  AssetSource,
  ColorImage,
  JoorAsset,
  StyleImage,
} from './products/assets.js';
export type { JoorCategory } from './products/categories.js';
export type {
  CollectionChange,
  CollectionDelivery,
  CollectionFields,
  JoorCollection,
  JoorCollectionItem,
  NewCollection,
} from './products/collections.js';
export { JoorProducts, type JoorProductsOptions } from './products/joor-products.js';
export type { JoorPriceType } from './products/price-types.js';
export type { JoorPrice, NewPrice, PriceChange } from './products/prices.js';
export type { JoorProduct, JoorTag, NewProduct, ProductChange, ProductFields } from './products/products.js';
export type { JoorSeason, NewSeason, SeasonChange } from './products/seasons.js';
export type { JoorSku, JoorTraitValue, NewSku, SkuChange, SkuFields, TraitValue } from './products/skus.js';
export type { Written } from './products/written.js';
export { revisionOf } from './revision/revision-of.js';
export type { HeldFigure, HeldItem, HeldStyle, UnreadableStyle } from './styles/held-style.js';
export { JoorStyles, type StylePage } from './styles/joor-styles.js';
export { type Authorization, staticTokenAuthorization } from './token/authorization.js';
export { type GrantedToken, type GrantRequest, requestToken } from './token/password-grant.js';
export { PasswordGrantAuthorization } from './token/password-grant-authorization.js';
