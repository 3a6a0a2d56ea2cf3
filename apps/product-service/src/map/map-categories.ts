import type { CategoryMap } from '@joor-bridge/contracts';

/** A category of JOOR's official list. */
export interface JoorCategory {
  readonly id: string;
  readonly name: string;
  readonly parentName: string;
  readonly department: string;
}

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

  /** Null: JOOR has no such category, or several and it is not said which. */
  find(wms: string): string | null {
    const ids = this.ids.get(this.mapped.get(folded(wms)) ?? folded(wms));
    const [id] = ids ?? [];
    return ids?.size === 1 && id !== undefined ? id : null;
  }

  private add(path: string, id: string): void {
    const key = folded(path);
    const known = this.ids.get(key);
    if (known) known.add(id);
    else this.ids.set(key, new Set([id]));
  }
}
