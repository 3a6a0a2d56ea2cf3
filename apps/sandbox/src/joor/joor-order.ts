/** The bodies of JOOR v2 `GET orders`, field names as JOOR spells them (JOOR v2 reference, GET orders). */
export interface JoorLine {
  item_name: string;
  item_number: string;
  item_style_id: number;
  item_style_identifier: string;
  item_color: string;
  item_color_code: string;
  item_size: string;
  item_size_code: string;
  item_upc: string;
  item_quantity: number;
  /** Units in a casepack, or "". */
  item_multiplier: number | '';
  item_unit_price: number;
  item_price: number;
  item_price_adjustment: number;
  item_price_extended: number;
  item_retail_price: number;
  item_comment: string;
  item_color_comment: string;
  item_door_id: number;
  style_tags: readonly JoorTag[];
}

export interface JoorTag {
  style_tag_code: string;
  style_tag_group: string;
  style_tag_name: string;
  style_tag_value: string;
}

type Address<P extends 'shipping' | 'billing'> = Record<
  | `${P}_${'code' | 'name' | 'phone' | 'address_1' | 'address_2' | 'city' | 'region' | 'postal_code'}`
  | `${P}_${'country' | 'country_iso_three' | 'country_iso_two'}`,
  string
>;

/** `order_type` of an answer: 0 Cancelled, 1 In progress, 3 Pending, 4 Approved, 5 Shipped, 6 Notes. */
export type JoorStatus = '0' | '1' | '3' | '4' | '5' | '6';

export interface JoorOrder extends Address<'shipping'>, Address<'billing'> {
  order_id: number;
  order_comments: string;
  order_internal_comments: string;
  order_currency: string;
  order_currency_retail: string;
  order_currency_name: string;
  order_discount: number;
  order_discount_percent: number;
  order_shipping_total: number;
  order_total: number;
  order_source: string;
  order_season_code: string;
  order_type: JoorStatus;
  order_type_name: string;
  order_type_code: string;
  order_event: string;
  order_event_code: string;
  order_delivery_name: string;
  order_delivery_code: string;
  date_created: string;
  date_approved: string;
  date_modified: string;
  date_ship_start: string;
  date_ship_end: string;
  sales_representative: string;
  sales_representative_code: string;
  customer_name: string;
  customer_code: string;
  company_name: string;
  company_code: string;
  customer_group_name: string;
  customer_group_code: string;
  customer_purchase_order: string;
  integration_purchase_order: string;
  customer_buyer_name: string;
  shipping_email: string;
  shipping_method_name: string;
  shipping_method_code: string;
  payment_method_name: string;
  payment_method_code: string;
  tax_id_label: string;
  tax_id_number: string;
  warehouse_name: string;
  warehouse_code: string;
  created_by_username: string;
  created_by_email: string;
  is_personal_order: boolean;
  order_divisions: readonly { division_code: string; division_name: string }[];
  order_doors: readonly {
    door_id: number;
    door_name: string;
    door_code: string | null;
    door_deleted: boolean;
  }[];
  line_items: readonly JoorLine[];
}

/** JOOR writes instants with microseconds and `+00:00`. */
export const joorInstant = (epochMs: number): string =>
  new Date(epochMs).toISOString().replace(/(\.\d{3})Z$/, '$1000+00:00');

export const joorDate = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);
