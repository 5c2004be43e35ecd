import type { Holding } from "./hits";
import type { WindowHolding } from "./queries/window-holdings";

/** Of what is held now what began before a window ended: what the window has and is still there. */
export function stillThere(current: readonly Holding[], end: Date): WindowHolding[] {
  const before = end.getTime();
  const room = current.reduce((sum, { artifactIds }) => sum + artifactIds.length, 0);
  // One array for all of them, as for what is merged.
  const ids = new Int32Array(room);
  const from = new Float64Array(room);
  const held: WindowHolding[] = [];
  let size = 0;
  for (const { packageVersionId, artifactIds, sinceMs } of current) {
    const start = size;
    for (let i = 0; i < artifactIds.length; i++) {
      const since = sinceMs === null ? 0 : (sinceMs[i] ?? 0);
      if (since >= before) continue;
      ids[size] = artifactIds[i] ?? 0;
      from[size++] = since;
    }
    if (size > start) held.push({ packageVersionId, artifactIds: ids.subarray(start, size), fromMs: from.subarray(start, size), toMs: null });
  }
  return held;
}
