import type { XmlElement } from "../../xml/read-xml-tree";
import type { XmlAttribute, XmlPlace } from "../../xml/walk-xml";

const rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
export const spdxTerms = "http://spdx.org/rdf/terms#";

/** A resource that the document describes: its address (or `_:` and a node id), its class, its properties by local name, and where it is first described. */
export type Resource = { uri: string | null; type: string | null; properties: Map<string, RdfValue[]>; place: XmlPlace };
/** `place` is that of the element of the property. */
export type RdfValue = ({ is: "text"; text: string } | { is: "resource"; uri: string } | { is: "description"; resource: Resource }) & { place: XmlPlace };

/** Everything that the document describes, in document order, and each resource by its address. */
export type RdfGraph = { resources: readonly Resource[]; byUri: ReadonlyMap<string, Resource> };

/** A node element, and the resource and property that it stands in. */
type Open = { element: XmlElement; holder: Holder | null };
type Holder = { resource: Resource; property: string; place: XmlPlace };

/**
 * The resources of an RDF/XML document (RDF 1.1 XML Syntax), as far as SPDX uses it: node elements inside of each other or
 * by reference, `rdf:Description` with `rdf:type`, property attributes and `rdf:parseType="Resource"`. Several descriptions
 * of one address are one resource. A class that stands where a property belongs is read as its own property.
 */
export function readRdfGraph(root: XmlElement): RdfGraph {
  const resources: Resource[] = [];
  const byUri = new Map<string, Resource>();
  const isWrapper = root.local === "RDF" && root.namespace === rdf;
  const open: Open[] = (isWrapper ? root.children : [root]).map((element) => ({ element, holder: null })).reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { element, holder } = next;
    const resource = resourceOf(element);
    if (holder !== null) addValue(holder.resource, holder.property, { is: "description", resource, place: holder.place });
    const inner: Open[] = [];
    for (const { local, namespace, value } of element.attributes) {
      if (namespace !== rdf && namespace !== xmlNamespace && namespace !== "") addValue(resource, local, { is: "text", text: value, place: element.place });
    }
    for (const property of element.children) readProperty(resource, property, inner);
    open.push(...inner.reverse());
  }
  return { resources, byUri };

  function resourceOf(element: XmlElement): Resource {
    const uri = addressOf(element.attributes);
    const type = element.namespace === rdf ? null : element.local;
    const known = uri === null ? undefined : byUri.get(uri);
    if (known !== undefined) {
      known.type ??= type;
      return known;
    }
    const resource: Resource = { uri, type, properties: new Map(), place: element.place };
    resources.push(resource);
    if (uri !== null) byUri.set(uri, resource);
    return resource;
  }
}

const xmlNamespace = "http://www.w3.org/XML/1998/namespace";

function readProperty(resource: Resource, element: XmlElement, inner: Open[]): void {
  const { local, namespace, attributes, children, place } = element;
  const holder: Holder = { resource, property: local, place };
  if (addressOf(attributes, "about") !== null || isClass(element)) {
    inner.push({ element, holder });
    return;
  }
  const referenced = addressOf(attributes);
  if (local === "type" && namespace === rdf && referenced !== null) {
    resource.type = localPart(referenced);
    return;
  }
  if (referenced !== null) addValue(resource, local, { is: "resource", uri: referenced, place });
  else if (children.length === 0) addValue(resource, local, { is: "text", text: element.text, place });
  else if (rdfAttribute(attributes, "parseType") === "Resource") {
    // The properties stand in the element as if in a node element without an address.
    inner.push({ element: { ...element, attributes: [], local: "Description", namespace: rdf }, holder });
  } else for (const child of children) inner.push({ element: child, holder });
}

/** Classes of SPDX begin with a capital letter, properties with a small one. */
const isClass = ({ local, namespace, children }: XmlElement) => namespace === spdxTerms && /^[A-Z]/.test(local) && children.length > 0;

const localPart = (uri: string) => uri.slice(Math.max(uri.lastIndexOf("#"), uri.lastIndexOf("/")) + 1);

function rdfAttribute(attributes: readonly XmlAttribute[], name: string): string | null {
  return attributes.find(({ local, namespace }) => local === name && namespace === rdf)?.value ?? null;
}

/** What an element names: by `rdf:about`, `rdf:ID`, `rdf:resource` or `rdf:nodeID`. */
function addressOf(attributes: readonly XmlAttribute[], only?: "about"): string | null {
  if (attributes.length === 0) return null;
  const about = rdfAttribute(attributes, "about");
  if (about !== null || only !== undefined) return about;
  const id = rdfAttribute(attributes, "ID");
  if (id !== null) return `#${id}`;
  const node = rdfAttribute(attributes, "nodeID");
  return node === null ? rdfAttribute(attributes, "resource") : `_:${node}`;
}

/** A graph is a set: the same property with the same value says nothing new. */
function addValue(resource: Resource, property: string, value: RdfValue): void {
  const values = resource.properties.get(property);
  if (values === undefined) resource.properties.set(property, [value]);
  else if (values.length > 50 || !values.some((other) => isSame(other, value))) values.push(value);
}

function isSame(a: RdfValue, b: RdfValue): boolean {
  if (a.is === "text") return b.is === "text" && a.text === b.text;
  if (a.is === "resource") return b.is === "resource" && a.uri === b.uri;
  return b.is === "description" && a.resource === b.resource;
}
