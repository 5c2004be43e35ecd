import { WhereinError } from "@/lib/errors";
import type { WarningSink } from "../warnings";
import { walkXml, type XmlTag } from "./walk-xml";

/** An element with all that is in it. `text` is its own text, put together, without that of its children. */
export type XmlElement = XmlTag & { text: string; children: readonly XmlElement[] };

type Open = XmlTag & { text: string; children: Open[] };

/** A tree takes some 200 bytes for each element; this bounds what 64 MiB of empty ones can take. */
const elementsMax = 2_000_000;

/**
 * The root element of a document. Throws as `walkXml` does, and `too_large` (`xml_too_many_elements`) for more than two
 * million elements.
 */
export function readXmlTree(bytes: Uint8Array, sink: WarningSink): XmlElement {
  const open: Open[] = [];
  let root: Open | null = null;
  let count = 0;
  walkXml(bytes, sink, {
    open: ({ local, namespace, attributes, place }) => {
      count += 1;
      if (count > elementsMax) {
        throw new WhereinError("too_large", `The document has more than ${elementsMax} XML elements. Let your tool write it as JSON.`, {
          reason: "xml_too_many_elements",
        });
      }
      const element: Open = { local, namespace, attributes, place, text: "", children: [] };
      root ??= element;
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    text: (text) => {
      const element = open.at(-1);
      if (element !== undefined) element.text += text;
    },
    close: () => void open.pop(),
  });
  // The walk has refused a document without a root.
  return root as unknown as XmlElement;
}

/** The value of an attribute, whatever its namespace, or null. */
export function attributeOf({ attributes }: XmlTag, local: string): string | null {
  return attributes.find((attribute) => attribute.local === local)?.value ?? null;
}
