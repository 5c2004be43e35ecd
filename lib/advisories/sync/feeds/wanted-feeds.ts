import type { Feed } from "../queries/feeds";
import { selectInventoryEcosystems } from "../queries/inventory";
import { isEcosystemName } from "../sources/source-names";
import type { SyncParts } from "../sync-parts";

/** How far behind the end the next look begins: ids are given before their rows are committed. */
const overlapIds = 20_000;

/** Which feeds there should be, by the settings and the inventory. Remembers what it saw: each minute only new package versions are read. */
export class WantedFeeds {
  readonly #parts: Pick<SyncParts, "pool" | "settings" | "ecosystemsFor">;
  readonly #ecosystems = new Set<string>();
  #after = 0;

  constructor(parts: Pick<SyncParts, "pool" | "settings" | "ecosystemsFor">) {
    this.#parts = parts;
  }

  async list(): Promise<Pick<Feed, "kind" | "name">[]> {
    const { osvUrl, ecosystems, kevUrl, epssUrl } = this.#parts.settings;
    const names = osvUrl === null ? [] : (ecosystems ?? (await this.#ofInventory()));
    return [
      ...(kevUrl === null ? [] : [{ kind: "kev" as const, name: "" }]),
      ...(epssUrl === null ? [] : [{ kind: "epss" as const, name: "" }]),
      ...[...new Set(names)].filter(isEcosystemName).map((name) => ({ kind: "osv" as const, name })),
    ];
  }

  async #ofInventory(): Promise<string[]> {
    const { last, packages } = await selectInventoryEcosystems(this.#parts.pool, Math.max(0, this.#after - overlapIds));
    this.#after = last;
    for (const name of this.#parts.ecosystemsFor(packages)) this.#ecosystems.add(name);
    return [...this.#ecosystems];
  }
}
