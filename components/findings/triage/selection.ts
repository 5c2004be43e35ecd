/** What is selected in a list of findings. `all`: every finding of the list, also those of other pages. */
export type Selection = { keys: ReadonlySet<string>; anchor: string | null; all: boolean };

export const nothingSelected: Selection = { keys: new Set(), anchor: null, all: false };

/** Selects a row, or not any more. */
export function toggled({ keys, all }: Selection, key: string): Selection {
  const next = new Set(keys);
  if (all || !next.delete(key)) next.add(key);
  return { keys: next, anchor: key, all: false };
}

/** Selects the rows between the one that was selected last and this one. */
export function extended(selection: Selection, order: readonly string[], key: string): Selection {
  const to = order.indexOf(key);
  const from = selection.anchor === null ? to : order.indexOf(selection.anchor);
  if (to < 0) return selection;
  const start = from < 0 ? to : from;
  const keys = new Set([...selection.keys, ...order.slice(Math.min(start, to), Math.max(start, to) + 1)]);
  return { keys, anchor: order[start] ?? key, all: false };
}

/** Selects all rows of the page, or none where all are selected. */
export function pageToggled({ keys }: Selection, order: readonly string[]): Selection {
  return order.every((key) => keys.has(key)) ? nothingSelected : { keys: new Set(order), anchor: null, all: false };
}

/** What is left of it among the rows of another answer. */
export function retained(selection: Selection, order: readonly string[]): Selection {
  const keys = new Set(order.filter((key) => selection.keys.has(key)));
  if (keys.size === selection.keys.size) return selection;
  return keys.size === 0 ? nothingSelected : { ...selection, keys };
}

/** The row that keys mean after the list changed: the same one, else the one that took its place. */
export function currentAfter(current: string | null, before: readonly string[], after: readonly string[]): string | null {
  if (current === null || after.includes(current)) return current;
  const place = before.indexOf(current);
  const next = before.slice(place).find((key) => after.includes(key));
  return next ?? after.at(-1) ?? null;
}
