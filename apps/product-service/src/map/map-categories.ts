import type { CategoryMap } from '@joor-bridge/contracts';

/** A category of JOOR's official list. */
export interface JoorCategory {
  readonly id: string;
  readonly name: string;
  readonly parentName: string;
  readonly department: string;
}

/** JOOR's id, or why there is none. */
type Found = { readonly id: string } | { readonly id: null; readonly why: string };

const BETWEEN = ' > ';
const folded = (name: string): string => name.trim().toLowerCase();

/**
 * Finds JOOR's category for one of the WMS: by the category map, else by its name. Upper and lower case are the same.
 * Where JOOR has a name several times, `Parent > Name` or `Department > Parent > Name` says which.
 */
export class Categories {
  private readonly ids = new Map<string, Set<string>>();
  private readonly mapped: ReadonlyMap<string, string>;

  constructor(list: readonly JoorCategory[], map: CategoryMap) {
    this.mapped = new Map(map.map(({ wms, joor }) => [folded(wms), folded(joor)]));
    for (const { id, name, parentName, department } of list) {
      this.add(name, id);
      this.add([parentName, name].join(BETWEEN), id);
      this.add([department, parentName, name].join(BETWEEN), id);
    }
  }

  find(wms: string): Found {
    const [id, ...others] = this.ids.get(this.mapped.get(folded(wms)) ?? folded(wms)) ?? [];
    if (id === undefined) return { id: null, why: 'JOOR has no such category' };
    if (others.length === 0) return { id };
    return {
      id: null,
      why: `JOOR has ${others.length + 1} of this name, told apart as Department${BETWEEN}Parent${BETWEEN}Name`,
    };
  }

  private add(path: string, id: string): void {
    const key = folded(path);
    const known = this.ids.get(key);
    if (known) known.add(id);
    else this.ids.set(key, new Set([id]));
  }
}
