import type { Serialisation } from "../../serialisations";
import { readXmlTree } from "../../xml/read-xml-tree";
import { peekXmlRoot } from "../../xml/walk-xml";
import { locateElements } from "./locate-elements";
import { toJsonShape } from "./to-json-shape";

/** SPDX 2 as XML: the JSON shape with an element for each member. */
export const spdxXml: Serialisation = {
  matches: (start, bytes) => start.startsWith("<") && /<(?:\w+:)?(?:SPDXID|spdxVersion)\b/.test(start) && peekXmlRoot(bytes)?.local === "Document",
  read: (bytes, sink) => {
    const document = toJsonShape(readXmlTree(bytes, sink));
    return { standard: "spdx-2", format: "spdx-xml", document, at: "", locate: (pointers) => locateElements(bytes, document, pointers) };
  },
};
