import type { FoundDocument } from "../../detect";
import type { JsonObject } from "../../json";
import type { Serialisation } from "../../serialisations";
import type { WarningSink } from "../../warnings";
import { peekXmlRoot, walkXml, type XmlTag } from "../../xml/walk-xml";
import { compileGrammar, type Entry, type ObjectRule, type Rule } from "./compile-grammar";
import { grammar } from "./grammar";
import { leafOf } from "./leaf";
import { locateElements } from "./locate-elements";
import { bomNamespace, isOwnElement } from "./own-elements";

const types = compileGrammar(grammar);
const newestVersion = "1.7";

/** CycloneDX as XML, recognised by its root element: `bom` in CycloneDX's namespace or in none. */
export const cyclonedxXml: Serialisation = {
  matches: (start, bytes) => {
    if (start[0] !== "<") return false;
    const root = peekXmlRoot(bytes);
    return root !== null && root.local === "bom" && (root.namespace === "" || bomNamespace.test(root.namespace));
  },
  read: (bytes, sink) => readCyclonedxXml(bytes, sink),
};

type Frame = { rule: Rule; entry: Entry | null; value: Record<string, unknown>; list: unknown[]; text: string };

/**
 * The document as CycloneDX JSON. The version is the one of the namespace. Elements that CycloneDX does not define, of
 * extensions and signatures, are left out with everything in them.
 */
function readCyclonedxXml(bytes: Uint8Array, sink: WarningSink): FoundDocument {
  let document: JsonObject = {};
  let specVersion: string | undefined;
  let namespace = "";
  let skipped = 0;
  const frames: Frame[] = [];

  walkXml(bytes, sink, {
    open: (tag) => {
      const parent = frames.at(-1);
      if (parent === undefined) {
        namespace = tag.namespace;
        specVersion = bomNamespace.exec(namespace)?.[1];
        if (specVersion === undefined) sink.add("xml_namespace_missing", () => "");
        frames.push(toFrame(types.get("bom") as ObjectRule, null, tag));
        return;
      }
      const entry = skipped > 0 || !("children" in parent.rule) || !isOwnElement(tag, namespace) ? undefined : parent.rule.children.get(tag.local);
      if (entry === undefined) skipped += 1;
      else frames.push(toFrame(entry.rule, entry, tag));
    },
    text: (text) => {
      const frame = frames.at(-1);
      if (skipped === 0 && frame !== undefined && hasText(frame.rule)) frame.text += text;
    },
    close: () => {
      if (skipped > 0) {
        skipped -= 1;
        return;
      }
      const frame = frames.pop() as Frame;
      const value = toValue(frame);
      const parent = frames.at(-1);
      if (parent === undefined || frame.entry === null) document = frame.value;
      else if (value !== undefined) place(parent, frame.entry, value);
    },
  });
  const found = { bomFormat: "CycloneDX", specVersion: specVersion ?? newestVersion, ...document };
  return { standard: "cyclonedx", format: "cyclonedx-xml", document: found, at: "", locate: (pointers) => locateElements(bytes, found, pointers) };
}

const hasText = (rule: Rule) => rule.kind === "leaf" || (rule.kind === "object" && rule.text !== null);

function toFrame(rule: Rule, entry: Entry | null, { attributes }: XmlTag): Frame {
  const frame: Frame = { rule, entry, value: {}, list: [], text: "" };
  if (rule.kind === "leaf" || rule.kind === "list") return frame;
  for (const { local, namespace, value } of attributes) {
    if (namespace !== "") continue;
    if (rule.kind === "attribute") {
      if (local === rule.attribute) frame.text = value;
      continue;
    }
    const named = rule.attributes.get(local);
    if (named !== undefined) frame.value[named.name] = leafOf(named.leaf, value);
  }
  return frame;
}

function toValue({ rule, value, list, text }: Frame): unknown {
  switch (rule.kind) {
    case "leaf":
      return leafOf(rule.leaf, text);
    case "attribute":
      return text.trim();
    case "list":
      return rule.finish === null ? list : rule.finish(list);
    case "object": {
      const own = rule.text === null ? undefined : leafOf(rule.text.leaf, text);
      if (rule.text !== null && own !== "" && own !== undefined) value[rule.text.name] = own;
      return rule.finish === null ? value : rule.finish(value);
    }
  }
}

/** A list that is there twice is one list; of a single value the first counts. */
function place(parent: Frame, { name, rule, isRepeated }: Entry, value: unknown): void {
  if (parent.rule.kind === "list") {
    parent.list.push(value);
    return;
  }
  const existing = parent.value[name];
  if (isRepeated) {
    if (Array.isArray(existing)) existing.push(value);
    else parent.value[name] = [value];
  } else if (existing === undefined) parent.value[name] = value;
  else if (rule.kind === "list" && Array.isArray(existing) && Array.isArray(value)) for (const item of value) existing.push(item);
}
