import { type Static, Type } from '@sinclair/typebox';
import { CalendarDate } from '../event/formats.js';

const Text = () => Type.String({ maxLength: 500 });

/** JOOR's two worlds, which share nothing: test mode lives in the sandbox. */
export const WORLDS = ['production', 'sandbox'] as const;
export type World = (typeof WORLDS)[number];
export const World = Type.Union(WORLDS.map((world) => Type.Literal(world)));

/** Largest quantity that is believed: the most Skubana takes. */
export const MAX_QUANTITY = 100_000_000;
export const Quantity = () => Type.Integer({ minimum: 0, maximum: MAX_QUANTITY });

/** What tells one sellable variant from the others in JOOR: its UPC, or style, colour and size together. */
export const ItemIdentity = Type.Object({
  upc: Text(),
  styleNumber: Text(),
  styleIdentifier: Text(),
  colorCode: Text(),
  size: Text(),
});
export type ItemIdentity = Static<typeof ItemIdentity>;

/** Units that will come in on a day (work in progress). */
export const FutureStock = Type.Object({ on: CalendarDate(), quantity: Quantity() });
export type FutureStock = Static<typeof FutureStock>;
