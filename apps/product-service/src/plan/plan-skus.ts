import type { WantedSku } from '../map/wanted-style.js';
import type { MatchedSkus } from './match-skus.js';
import type { FieldChange, SkusStep } from './plan.js';
import { differences, type Part } from './plan-product.js';

/** SKUs to make and to change. What the WMS no longer sells is neither made nor changed. */
export function planSkus({ pairs }: MatchedSkus): Part<SkusStep> {
  const create: WantedSku[] = [];
  const update: (WantedSku & { id: string })[] = [];
  const changes: FieldChange[] = [];
  for (const { wanted, held } of pairs) {
    if (!wanted.active) continue;
    const what = `SKU ${wanted.externalId}`;
    if (!held) {
      create.push(wanted);
      changes.push({ field: what, from: '', to: titleOf(wanted) });
      continue;
    }
    const changed = differences(
      [what, held.externalId, wanted.externalId],
      [`${what} UPC`, held.upc, wanted.upc],
      [`${what} color`, held.colorName, wanted.colorName],
      [`${what} color code`, held.colorCode, wanted.colorCode],
      [`${what} size`, held.sizeName, wanted.sizeName],
      [`${what} size code`, held.sizeCode, wanted.sizeCode],
    );
    if (changed.length > 0) update.push({ ...wanted, id: held.id });
    changes.push(...changed);
  }
  const isNothing = create.length === 0 && update.length === 0;
  return { step: isNothing ? null : { kind: 'skus', create, update }, changes };
}

const titleOf = ({ colorName, colorCode, sizeName, upc }: WantedSku): string =>
  `${colorName} (${colorCode}), size ${sizeName}, UPC ${upc}`;
