import type { Serialize } from "@cyclonedx/cyclonedx-library";
import type { Completeness } from "../../model";
import { type Draft, needsSubject } from "../draft";
import { isUrl } from "../urls";

type XmlElement = Serialize.XML.Types.SimpleXml.Element;
type JsonBom = Serialize.JSON.Types.Normalized.Bom;

/** What CycloneDX can say and the library has no models for: how complete the document is, and where its services are. */
export type Additions = { composition: Composition | null; endpoints: readonly (readonly string[])[] };
type Composition = { aggregate: Completeness; refs: string[] };

export const subjectRef = "subject";

export function additionsOf(draft: Draft): Additions {
  const { bom, completeness } = draft;
  // What names nothing is about the document as a whole (CycloneDX 1.4, compositions).
  const refs = needsSubject(bom) ? [subjectRef] : [];
  return {
    composition: completeness === null ? null : { aggregate: completeness, refs },
    endpoints: bom.services.map((service) => service.endpoints.filter(isUrl)),
  };
}

/** The document with them. */
export function withJsonAdditions(bom: JsonBom, { composition, endpoints }: Additions): JsonBom {
  const services = bom.services?.map((service, index) => ({ ...service, ...(endpoints[index]?.length && { endpoints: endpoints[index] }) }));
  return { ...bom, ...(services && { services }), ...(composition && { compositions: [jsonComposition(composition)] }) } as JsonBom;
}

function jsonComposition({ aggregate, refs }: Composition) {
  return { aggregate, ...(refs.length > 0 && { assemblies: refs, dependencies: refs }) };
}

/** The same in XML, each element in the place that the schema gives it. */
export function withXmlAdditions(bom: XmlElement, { composition, endpoints }: Additions): XmlElement {
  const services = childrenOf(bom, "services").map((service, index) => {
    const urls = (endpoints[index] ?? []).map((url) => element("endpoint", url));
    return urls.length === 0 ? service : after(service, ["provider", "group", "name", "version", "description"], element("endpoints", urls));
  });
  const complete =
    services.length === 0 ? bom : { ...bom, children: elementsOf(bom).map((each) => (each.name === "services" ? { ...each, children: services } : each)) };
  return composition === null
    ? complete
    : after(complete, ["metadata", "components", "services", "externalReferences", "dependencies"], xmlComposition(composition));
}

function xmlComposition({ aggregate, refs }: Composition): XmlElement {
  const named = (list: string, item: string) =>
    refs.length === 0
      ? []
      : [
          element(
            list,
            refs.map((ref) => ({ ...element(item), attributes: { ref } })),
          ),
        ];
  return element("compositions", [
    element("composition", [element("aggregate", aggregate), ...named("assemblies", "assembly"), ...named("dependencies", "dependency")]),
  ]);
}

function element(name: string, children?: string | XmlElement[]): XmlElement {
  return { type: "element", name, ...(children !== undefined && { children }) };
}

/** The element with another child behind those of these names. */
function after(parent: XmlElement, names: readonly string[], child: XmlElement): XmlElement {
  const children = elementsOf(parent);
  const place = children.findLastIndex(({ name }) => names.includes(name)) + 1;
  return { ...parent, children: [...children.slice(0, place), child, ...children.slice(place)] };
}

function childrenOf(parent: XmlElement, name: string): XmlElement[] {
  const holder = elementsOf(parent).find((each) => each.name === name);
  return holder === undefined ? [] : elementsOf(holder);
}

function elementsOf({ children }: XmlElement): XmlElement[] {
  return children === undefined || typeof children === "string" || typeof children === "number"
    ? []
    : ([...children] as XmlElement[]).filter((each) => each.type === "element");
}
