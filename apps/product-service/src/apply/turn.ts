import type { HeldProduct } from '@joor-bridge/contracts';
import { skuIds } from '../held/acknowledged.js';
import type { PlanOptions, StatusStep, Step, StylePlan } from '../plan/plan.js';
import { planStyle } from '../plan/plan-style.js';
import type { DueStyle } from './style-states.js';

export interface Fault {
  readonly step: Step['kind'];
  readonly reason: string;
}

/** One style on its way through JOOR's steps, as far as it has got. */
export class StyleTurn {
  readonly style: string;
  /** JOOR's own word against a part of it, in the order of the steps. */
  readonly faults: Fault[] = [];
  /** JOOR said that it has something that we do not know of, or did not name what it was told. */
  lookAgain = false;
  /** What is held of it is not written down yet. */
  changed = false;
  /** We knew of it, and JOOR no longer has it. */
  wasGone = false;
  /** Why nothing of it may be written, whatever its plan says. */
  barred: string | null = null;
  /** The step of its last write in this turn. */
  doubt: Step['kind'] | null = null;

  constructor(
    readonly due: DueStyle,
    /** What JOOR has of it, as far as it is known. */
    public held: HeldProduct | null,
    /** Of what is wholly in JOOR; null as soon as anything is written or found out. */
    public revision: string | null,
  ) {
    this.style = due.style;
  }

  /** What is left to do, as things stand now. */
  plan(options: PlanOptions): StylePlan {
    const known = this.held && { revision: this.revision, held: this.held };
    return planStyle(this.due.mapped, known, options);
  }

  /** The step of a kind that is left, as far as it may be taken. */
  step<K extends Step['kind']>(kind: K, options: PlanOptions): Extract<Step, { kind: K }> | null {
    if (this.barred !== null) return null;
    for (const step of this.plan(options).steps) if (isKind(step, kind)) return step;
    return null;
  }

  /** What of the SKUs to be made inactive, or active again, a person has approved. */
  approvedStatus(options: PlanOptions): StatusStep['skus'] {
    const approved = new Set(this.due.approved);
    return (this.step('status', options)?.skus ?? []).filter(({ externalId }) => approved.has(externalId));
  }

  /** Steps that are left besides what nobody has approved. */
  leftOver(options: PlanOptions): readonly Step[] {
    const steps = this.plan(options).steps;
    return this.approvedStatus(options).length > 0 ? steps : steps.filter(({ kind }) => kind !== 'status');
  }

  /** Of these SKUs those that JOOR has with every price: one without would be sold for nothing. */
  completeSkus(skus: readonly string[]): readonly string[] {
    const { held, due } = this;
    if (!held || due.mapped.kind !== 'wanted') return [];
    const ids = skuIds(held);
    const priced = new Set(held.prices.map(({ skuId, priceTypeId }) => `${skuId} ${priceTypeId}`));
    const lacking = new Set(
      due.mapped.wanted.prices
        .filter(({ sku, priceTypeId }) => !priced.has(`${ids.get(sku)} ${priceTypeId}`))
        .map(({ sku }) => sku),
    );
    return skus.filter((sku) => ids.has(sku) && !lacking.has(sku));
  }

  /** Something of it is in JOOR now. */
  took(held: HeldProduct): void {
    this.held = held;
    this.revision = null;
    this.changed = true;
  }

  /** Whether anything of it could be on a line sheet, or off one. */
  isSellable(): boolean {
    const { mapped } = this.due;
    if (mapped.kind !== 'wanted') return this.held !== null;
    return this.completeSkus(mapped.wanted.skus.map(({ externalId }) => externalId)).length > 0;
  }

  /** Somebody may have deleted line sheets in JOOR: it is on none that JOOR's list does not have. */
  leaveSheetsBut(ids: ReadonlySet<string>): void {
    const { held } = this;
    if (!held) return;
    const collections = held.collections.filter(({ id }) => ids.has(id));
    if (collections.length < held.collections.length) this.took({ ...held, collections });
  }

  /** JOOR does not have it, or no longer. */
  gone(): void {
    this.wasGone = this.held !== null;
    this.held = null;
    this.revision = null;
  }

  /** Nothing of it is written, nor tried again before a person or the schedule asks. */
  bar(reason: string): void {
    this.barred = reason;
  }

  refuse(step: Step['kind'], reason: string): void {
    this.faults.push({ step, reason });
  }
}

const isKind = <K extends Step['kind']>(step: Step, kind: K): step is Extract<Step, { kind: K }> =>
  step.kind === kind;
