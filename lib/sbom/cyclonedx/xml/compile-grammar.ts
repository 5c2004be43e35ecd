import { type Finisher, finishers, listFinishers } from "./finishers";

/** How text becomes a value. `text` is trimmed, as XML writers indent. */
export type Leaf = "text" | "verbatim" | "number" | "boolean";

/** What an element becomes. `children` are what may stand in it, by local name. */
export type Rule = { kind: "leaf"; leaf: Leaf } | { kind: "attribute"; attribute: string } | ListRule | ObjectRule;
export type ListRule = { kind: "list"; children: ReadonlyMap<string, Entry>; finish: ((list: readonly unknown[]) => unknown[]) | null };
export type ObjectRule = {
  kind: "object";
  attributes: ReadonlyMap<string, NamedLeaf>;
  /** What the element's own text is called, if it is anything. */
  text: NamedLeaf | null;
  children: ReadonlyMap<string, Entry>;
  /** Turns the finished object into what stands in the JSON; null where it is that already. */
  finish: Finisher | null;
};
export type NamedLeaf = { name: string; leaf: Leaf };
/** `isRepeated`: each such element is one more of a list of that name. */
export type Entry = { name: string; rule: Rule; isRepeated: boolean };

type Draft = ObjectRule & { attributes: Map<string, NamedLeaf>; children: Map<string, Entry> };

const word = /^([@#]?)([\w-]+)(?:>([\w-]+))?(?::(number|boolean|verbatim))?(?:=(\w+))?(?:@([\w-]+))?(\*?)$/;

/** The rule of each type of a grammar. Throws for a grammar that is not well written; it is part of the program. */
export function compileGrammar(grammar: Readonly<Record<string, string>>): ReadonlyMap<string, ObjectRule> {
  const types = new Map<string, Draft>();
  for (const type of Object.keys(grammar)) {
    types.set(type, { kind: "object", attributes: new Map(), text: null, children: new Map(), finish: finishers.get(type) ?? null });
  }
  for (const [type, draft] of types) fill(draft, (grammar[type] as string).replaceAll(/[[\]]/g, " $& ").trim().split(/\s+/), types);
  return types;
}

function fill(draft: Draft, words: readonly string[], types: ReadonlyMap<string, Draft>): void {
  let children = draft.children;
  for (let i = 0; i < words.length; i += 1) {
    const text = words[i] as string;
    if (text === "]") {
      children = draft.children;
      continue;
    }
    const match = word.exec(text);
    if (match === null) throw new Error(`no word of the grammar: ${text}`);
    const [, sign, local = "", renamed = local, leaf = "text", type, attribute, star] = match;
    const named: NamedLeaf = { name: renamed, leaf: leaf as Leaf };
    if (sign === "@") draft.attributes.set(local, named);
    else if (sign === "#") draft.text = named;
    else if (words[i + 1] === "[") {
      const inner = new Map<string, Entry>();
      const itemType = /=(\w+)$/.exec(words[i + 2] ?? "")?.[1] ?? "";
      children.set(local, { name: renamed, rule: { kind: "list", children: inner, finish: listFinishers.get(itemType) ?? null }, isRepeated: false });
      children = inner;
      i += 1;
    } else children.set(local, { name: renamed, rule: ruleOf(named.leaf, type, attribute, types), isRepeated: star === "*" });
  }
}

function ruleOf(leaf: Leaf, type: string | undefined, attribute: string | undefined, types: ReadonlyMap<string, Draft>): Rule {
  if (attribute !== undefined) return { kind: "attribute", attribute };
  if (type === undefined) return { kind: "leaf", leaf };
  const rule = types.get(type);
  if (rule === undefined) throw new Error(`no type of the grammar: ${type}`);
  return rule;
}
