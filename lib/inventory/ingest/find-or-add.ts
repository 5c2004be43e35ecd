import { WhereinError } from "@/lib/errors";

type Lookup<T> = (some: readonly T[]) => Promise<(number | null)[]>;

/** Plain read first; what is missing is added; what another writer added meanwhile is read again. Keeps the order of `wanted`. */
export async function findOrAdd<T>(wanted: readonly T[], find: Lookup<T>, add: Lookup<T>): Promise<number[]> {
  if (wanted.length === 0) return [];
  const ids = await find(wanted);
  for (const step of [add, find]) {
    const missing = ids.flatMap((id, i) => (id === null ? [i] : []));
    if (missing.length === 0) break;
    const found = await step(missing.map((i) => wanted[i] as T));
    missing.forEach((place, i) => {
      ids[place] = found[i] ?? null;
    });
  }
  if (ids.includes(null)) throw new WhereinError("internal", "A dictionary row vanished while it was being added.");
  return ids.map((id) => id ?? 0);
}
