import type { Leaf } from "./compile-grammar";

const numberShape = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** The value that a text stands for. What is no number or boolean stays text, as a JSON writer might have left it. */
export function leafOf(leaf: Leaf, text: string): unknown {
  if (leaf === "verbatim") return text;
  const trimmed = text.trim();
  if (leaf === "number") return trimmed === "" ? undefined : numberShape.test(trimmed) ? Number(trimmed) : trimmed;
  if (leaf === "boolean") return trimmed === "true" || trimmed === "1" ? true : trimmed === "false" || trimmed === "0" ? false : undefined;
  return trimmed;
}
