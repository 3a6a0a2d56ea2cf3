/** An address outside the outbound policy. The message tells a person why and what the operator can do. */
export class OutboundRefused extends Error {
  override readonly name = 'OutboundRefused';
  readonly code = 'OUTBOUND_REFUSED';
}
