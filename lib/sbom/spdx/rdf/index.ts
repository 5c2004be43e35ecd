import { WhereinError } from "@/lib/errors";
import type { Serialisation } from "../../serialisations";
import { readXmlTree } from "../../xml/read-xml-tree";
import { peekXmlRoot } from "../../xml/walk-xml";
import { readRdfGraph, spdxTerms } from "./graph";
import { locateResources, type Sources } from "./locate-resources";
import { toDocument } from "./to-document";

/** SPDX 2 as RDF/XML. */
export const spdxRdf: Serialisation = {
  matches: (start, bytes) => {
    if (!start.startsWith("<") || !start.includes("spdx.org/rdf")) return false;
    const root = peekXmlRoot(bytes);
    return root !== null && (root.local === "RDF" || (root.local === "SpdxDocument" && root.namespace === spdxTerms));
  },
  read: (bytes, sink) => {
    const graph = readRdfGraph(readXmlTree(bytes, sink));
    const subject = graph.resources.find(({ type }) => type === "SpdxDocument");
    if (subject === undefined) {
      throw new WhereinError("invalid", "This is RDF that uses SPDX's terms, but there is no SPDX document in it. Send an SBOM as CycloneDX or SPDX.", {
        reason: "not_an_sbom",
      });
    }
    const sources: Sources = new Map();
    const document = toDocument(graph, subject, sink, sources);
    return { standard: "spdx-2", format: "spdx-rdf", document, at: "", locate: (pointers) => locateResources(document, sources, pointers) };
  },
};
