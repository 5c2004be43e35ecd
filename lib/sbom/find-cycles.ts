/**
 * Marks every node that stands in a cycle and counts the strongly connected groups of two or more nodes (Tarjan 1972,
 * with an explicit stack). The rows hold no self edges.
 */
export function findCycles(offsets: Uint32Array, targets: Uint32Array): { inCycle: Uint8Array; cycles: number } {
  const count = offsets.length - 1;
  const inCycle = new Uint8Array(count);
  const order = new Uint32Array(count); // 0: not seen yet
  const low = new Uint32Array(count);
  const next = offsets.slice(0, count); // the next edge to follow
  const onStack = new Uint8Array(count);
  const stack = new Uint32Array(count);
  const path = new Uint32Array(count);
  let stackSize = 0;
  let clock = 0;
  let cycles = 0;
  for (let start = 0; start < count; start += 1) {
    if (order[start] !== 0) continue;
    let depth = 0;
    path[0] = start;
    while (depth >= 0) {
      const node = path[depth] as number;
      if (order[node] === 0) {
        clock += 1;
        order[node] = clock;
        low[node] = clock;
        stack[stackSize++] = node;
        onStack[node] = 1;
      }
      const edge = next[node] as number;
      if (edge < (offsets[node + 1] as number)) {
        next[node] = edge + 1;
        const target = targets[edge] as number;
        if (order[target] === 0) path[++depth] = target;
        else if (onStack[target] === 1) low[node] = Math.min(low[node] as number, order[target] as number);
        continue;
      }
      if (low[node] === order[node]) {
        const isCycle = stack[stackSize - 1] !== node;
        if (isCycle) cycles += 1;
        for (let member = -1; member !== node; ) {
          member = stack[--stackSize] as number;
          onStack[member] = 0;
          if (isCycle) inCycle[member] = 1;
        }
      }
      depth -= 1;
      if (depth >= 0) {
        const parent = path[depth] as number;
        low[parent] = Math.min(low[parent] as number, low[node] as number);
      }
    }
  }
  return { inCycle, cycles };
}
