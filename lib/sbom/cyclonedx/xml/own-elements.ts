import type { XmlTag } from "../../xml/walk-xml";

export const bomNamespace = /^https?:\/\/cyclonedx\.org\/schema\/bom(?:\/(.*))?$/;
/** The graph of CycloneDX 1.0 and 1.1, an extension then. */
const graphNamespace = "http://cyclonedx.org/schema/ext/dependency-graph/1.0";

/** True for an element of CycloneDX, in a document whose root is in `namespace`; false for those of extensions and signatures. */
export function isOwnElement(tag: XmlTag, namespace: string): boolean {
  return tag.namespace === namespace || tag.namespace === "" || tag.namespace === graphNamespace || bomNamespace.test(tag.namespace);
}
