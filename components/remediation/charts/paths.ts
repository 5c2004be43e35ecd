/** The box of a drawing: x from 0 to `width`, y from 0 at the top to `height`; values from 0 at the bottom to `max`. */
export type Box = { width: number; height: number; max: number };

/** Where the value with this index lies, of so many: the first at the left edge, the last at the right one; one alone in the middle. */
export function xAt(index: number, length: number, width: number): number {
  return length < 2 ? width / 2 : round((index / (length - 1)) * width);
}

/** The height of a value, from the top. */
export function yAt(value: number, { height, max }: Pick<Box, "height" | "max">): number {
  return round(height - (Math.min(value, max) / max) * height);
}

const round = (value: number) => Math.round(value * 10) / 10;

/** A layer of a stack: what lies under it and what it reaches, at each place. */
type Layer = { lower: readonly number[]; upper: readonly number[] };

/** The series on top of each other, the first one at the bottom. All are as long as the first. */
export function stacked(series: readonly (readonly number[])[]): Layer[] {
  let lower: readonly number[] = (series[0] ?? []).map(() => 0);
  return series.map((values) => {
    const layer = { lower, upper: lower.map((under, index) => under + (values[index] ?? 0)) };
    lower = layer.upper;
    return layer;
  });
}

/** What the stack reaches, at each place. */
export function totals(series: readonly (readonly number[])[]): readonly number[] {
  return stacked(series).at(-1)?.upper ?? [];
}

/** A line through the values. One value alone is a line across. */
export function linePath(values: readonly number[], box: Box): string {
  if (values.length === 0) return "";
  if (values.length === 1) return `M0 ${yAt(values[0] ?? 0, box)}H${box.width}`;
  return values.map((value, index) => `${index === 0 ? "M" : "L"}${xAt(index, values.length, box.width)} ${yAt(value, box)}`).join("");
}

/** The outline of a layer: along its upper edge and back along its lower one. */
export function areaPath({ lower, upper }: Layer, box: Box): string {
  if (upper.length === 0) return "";
  if (upper.length === 1) return `M0 ${yAt(upper[0] ?? 0, box)}H${box.width}V${yAt(lower[0] ?? 0, box)}H0Z`;
  const back = lower.map((value, index) => `L${xAt(index, lower.length, box.width)} ${yAt(value, box)}`).reverse();
  return `${linePath(upper, box)}${back.join("")}Z`;
}

/** One bar of a row of bars: where it starts and how wide it is, in percent of the whole width. `part` of `parts` bars that share its place. */
export function barAt(index: number, length: number, part = 0, parts = 1): { x: number; width: number } {
  const slot = 100 / Math.max(length, 1);
  const gap = slot * (length > 60 ? 0.12 : 0.24);
  const width = (slot - gap) / parts;
  return { x: round100(index * slot + gap / 2 + part * width), width: round100(width) };
}

const round100 = (value: number) => Math.round(value * 100) / 100;

/** Labels at these heights, moved so that none is nearer than `gap` to the next and none leaves 0 to `height`. Their order is kept; of two at one height the later is above. */
export function spread(heights: readonly number[], gap: number, height: number): number[] {
  const order = heights.map((_, index) => index).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0) || b - a);
  const placed = [...heights];
  let least = gap / 2;
  for (const index of order) {
    placed[index] = Math.max(placed[index] ?? 0, least);
    least = (placed[index] ?? 0) + gap;
  }
  let most = height - gap / 2;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index] ?? 0, most);
    most = (placed[index] ?? 0) - gap;
  }
  return placed.map(round);
}
