/** What making colours and sizes INACTIVE has done to orders, and would do in JOOR. */
export interface Deactivations {
  /** Colours and sizes that went from active to inactive. */
  count: number;
  /** Of each time, summed: open orders that lost a line, the approved ones among them, and the lines. */
  orders: number;
  approvedOrders: number;
  lines: number;
}
