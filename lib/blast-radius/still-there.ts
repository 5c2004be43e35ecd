import type { Holding } from "./hits";
import type { WindowHolding } from "./queries/window-holdings";

/** Of what is held now what began before a window ended: what the window has and is still there. */
export function stillThere(current: readonly Holding[], end: Date): WindowHolding[] {
  const before = end.getTime();
  return current.flatMap(({ packageVersionId, artifactIds, sinceMs }) => {
    const since = sinceMs ?? new Float64Array(artifactIds.length);
    const began: number[] = [];
    for (let i = 0; i < since.length; i++) if ((since[i] ?? 0) < before) began.push(i);
    if (began.length === 0) return [];
    if (began.length === since.length) return [{ packageVersionId, artifactIds, fromMs: since, toMs: null }];
    return [
      { packageVersionId, artifactIds: Int32Array.from(began, (i) => artifactIds[i] ?? 0), fromMs: Float64Array.from(began, (i) => since[i] ?? 0), toMs: null },
    ];
  });
}
