import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { WhereinError } from "@/lib/errors";

/** How many values aliases may add to a document. Real ones repeat a few small objects. */
const aliasedValuesMax = 1_000_000;

/** What was met on the way: keys that were there before, and keys that are no text. `offset` is a place in the source. */
export type OnOddity = (oddity: "key_repeated" | "key_not_text", offset: number) => void;
/** Told of every object and list that was made, and where it begins. */
export type OnContainer = (made: object, offset: number) => void;

type Frame =
  | { node: YAMLSeq; made: unknown[]; at: number; size: number }
  | { node: YAMLMap; made: Map<string, unknown>; at: number; size: number; key: string };
/** The value of a node and of how many values it consists, with those that aliases repeat. */
type Made = { value: unknown; size: number };

/** An alias that leads out of what was given. */
export class UnresolvedAlias extends Error {}

/**
 * The plain value of a YAML node, as `JSON.parse` would give it: of repeated keys the last one stays, `__proto__` is a name
 * like any other. `nodes` counts what was written. Aliases lead to the same object, so nothing is copied; what they add up to is bounded. Throws `invalid`
 * (`yaml_aliases`), or `UnresolvedAlias`.
 */
export function toPlain(root: Node | null, onOddity: OnOddity, onContainer: OnContainer): { value: unknown; nodes: number } {
  const anchors = new Map<string, Made | null>();
  const frames: Frame[] = [];
  let aliased = 0;
  let nodes = 0;
  let made: Made | null = begin(root);
  for (;;) {
    const frame = frames.at(-1);
    if (made !== null) {
      if (frame === undefined) return { value: made.value, nodes };
      frame.size += made.size;
      if ("key" in frame) frame.made.set(frame.key, made.value);
      else frame.made.push(made.value);
      made = null;
    } else if (frame === undefined) {
      return { value: null, nodes };
    } else if (frame.at < frame.node.items.length) {
      const item = frame.node.items[frame.at++];
      if ("key" in frame) {
        const { key, value } = item as Pair<Node | null, Node | null>;
        const name = nameOf(key);
        if (name === null) {
          onOddity("key_not_text", offsetOf(key));
          continue;
        }
        if (frame.made.has(name)) onOddity("key_repeated", offsetOf(key));
        frame.key = name;
        made = begin(value);
      } else made = begin(item as Node | null);
    } else {
      frames.pop();
      const value = "key" in frame ? Object.fromEntries(frame.made) : frame.made;
      made = { value, size: frame.size };
      onContainer(value, offsetOf(frame.node));
      if (frame.node.anchor !== undefined) anchors.set(frame.node.anchor, made);
    }
  }

  /** The value of a scalar or an alias; for a list or a map null, and a frame for it. */
  function begin(node: Node | null): Made | null {
    nodes += 1;
    if (isAlias(node)) return resolve(node);
    if (isMap(node)) frames.push({ node: node as YAMLMap, made: new Map(), at: 0, size: 1, key: "" });
    else if (isSeq(node)) frames.push({ node: node as YAMLSeq, made: [], at: 0, size: 1 });
    else {
      const scalar: Made = { value: isScalar(node) ? (node.value ?? null) : null, size: 1 };
      if (isScalar(node) && node.anchor !== undefined) anchors.set(node.anchor, scalar);
      return scalar;
    }
    // Until it is closed, an alias to it would make it contain itself.
    if (node.anchor !== undefined) anchors.set(node.anchor, null);
    return null;
  }

  function resolve(alias: Alias): Made {
    const target = anchors.get(alias.source);
    if (target === undefined) throw new UnresolvedAlias(alias.source);
    if (target === null) throw aliasRefusal(`The YAML value ${JSON.stringify(alias.source.slice(0, 40))} contains itself.`);
    aliased += target.size;
    if (aliased > aliasedValuesMax) throw aliasRefusal(`Aliases blow this YAML document up to more than ${aliasedValuesMax} values.`);
    return target;
  }
}

function nameOf(key: Node | null): string | null {
  if (!isScalar(key)) return key === null ? "" : null;
  return key.value === null ? "" : String(key.value);
}

const offsetOf = (node: Node | null) => node?.range?.[0] ?? 0;

function aliasRefusal(sentence: string): WhereinError {
  return new WhereinError("invalid", `${sentence} Let your tool write it without aliases.`, { reason: "yaml_aliases" });
}
