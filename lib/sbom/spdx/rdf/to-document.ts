import type { WarningSink } from "../../warnings";
import { spotText } from "../../xml/locate-in-xml";
import { licenceExpression } from "../licence-sets";
import { documentRules, fileRules, innerClasses, licenceRules, type PropertyRule, packageRules, relationshipRules, snippetRules } from "./classes";
import type { RdfGraph, RdfValue, Resource } from "./graph";
import { licenceIn } from "./licences";
import type { Sources } from "./locate-resources";
import { absenceOf, wordOf } from "./words";

type Entry = { [member: string]: unknown };

/** The classes that a document lists, where, and their properties. */
const listed: ReadonlyMap<string, { member: string; rules: readonly PropertyRule[] }> = new Map([
  ["Package", { member: "packages", rules: packageRules }],
  ["File", { member: "files", rules: fileRules }],
  ["Snippet", { member: "snippets", rules: snippetRules }],
  ["ExtractedLicensingInfo", { member: "hasExtractedLicensingInfos", rules: licenceRules }],
]);

/** The document that `subject` heads, in the JSON shape of SPDX 2, with everything that the graph says; what each object was made of goes to `sources`. */
export function toDocument(graph: RdfGraph, subject: Resource, sink: WarningSink, sources: Sources): Entry {
  return new Conversion(graph, subject, sink, sources).run();
}

class Conversion {
  readonly #graph: RdfGraph;
  readonly #subject: Resource;
  readonly #sink: WarningSink;
  readonly #sources: Sources;
  readonly #namespace: string;
  /** Ids of other documents by their namespace: `DocumentRef-x`. */
  readonly #others = new Map<string, string>();
  /** Ids of elements that have no address of their own. */
  readonly #anonymous = new Map<Resource, string>();

  constructor(graph: RdfGraph, subject: Resource, sink: WarningSink, sources: Sources) {
    this.#graph = graph;
    this.#subject = subject;
    this.#sink = sink;
    this.#sources = sources;
    this.#namespace = namespaceOf(subject.uri ?? "");
  }

  run(): Entry {
    for (const value of this.#subject.properties.get("externalDocumentRef") ?? []) this.#addOther(value);
    const document: Entry = { SPDXID: this.#ownId(this.#subject, "SPDXRef-DOCUMENT") };
    if (this.#namespace !== "") document.documentNamespace = this.#namespace;
    this.#fill(document, this.#subject, documentRules);
    const relationships = this.#relationships();
    if (relationships.length > 0) document.relationships = relationships;
    for (const resource of this.#graph.resources) {
      const rule = listed.get(resource.type ?? "");
      if (rule === undefined) continue;
      const isLicence = rule.rules === licenceRules;
      const id = this.#ownId(resource, undefined);
      const entry: Entry = id === undefined ? {} : { [isLicence ? "licenseId" : "SPDXID"]: id };
      this.#fill(entry, resource, rule.rules);
      document[rule.member] ??= [];
      (document[rule.member] as Entry[]).push(entry);
    }
    return document;
  }

  #relationships(): Entry[] {
    const found: Entry[] = [];
    const seen = new Set<Resource>();
    for (const owner of this.#graph.resources) {
      for (const value of owner.properties.get("relationship") ?? []) {
        const resource = this.#described(value);
        if (resource === undefined || seen.has(resource)) continue;
        seen.add(resource);
        const entry: Entry = { spdxElementId: this.#idOfResource(owner) };
        this.#fill(entry, resource, relationshipRules);
        found.push(entry);
      }
    }
    return found;
  }

  #fill(entry: Entry, resource: Resource, rules: readonly PropertyRule[]): void {
    this.#sources.set(entry, resource);
    for (const rule of rules) {
      const values = resource.properties.get(rule.property);
      if (values === undefined) continue;
      if (rule.many) entry[rule.member] = values.flatMap((value) => this.#valueOf(value, rule) ?? []);
      else {
        const value = values[0] === undefined ? null : this.#valueOf(values[0], rule);
        if (value !== null) entry[rule.member] = value;
      }
    }
  }

  #valueOf(value: RdfValue, { kind, property }: PropertyRule): unknown {
    switch (kind) {
      case "text":
        return property === "extractedText" && value.is === "text" ? value.text : this.#textOf(value);
      case "boolean":
        return this.#textOf(value) === "true";
      case "number":
        return Number(this.#textOf(value));
      case "word":
        return value.is === "text" ? value.text.trim() : wordOf(uriOf(value) ?? "");
      case "reference-type":
        return this.#textOf(value).replace(/^https?:\/\/spdx\.org\/rdf\/references\//, "");
      case "id":
        return value.is === "text" ? value.text.trim() || null : value.is === "description" ? this.#idOfResource(value.resource) : this.#idOf(value.uri);
      case "licence":
        return this.#licenceOf(value, property);
      default: {
        const resource = this.#described(value);
        if (resource === undefined) return null;
        const entry: Entry = {};
        if (kind === "ExternalDocumentRef") entry.externalDocumentId = this.#ownId(resource, undefined);
        this.#fill(entry, resource, innerClasses[kind]);
        return entry;
      }
    }
  }

  #licenceOf(value: RdfValue, property: string): string | null {
    const expression = licenceExpression(
      value,
      licenceIn(this.#graph, (uri) => this.#idOf(uri)),
    );
    if (expression === null) this.#sink.add("licence_circular", () => spotText({ ...value.place, local: property }));
    return expression;
  }

  #described(value: RdfValue): Resource | undefined {
    return value.is === "description" ? value.resource : value.is === "resource" ? this.#graph.byUri.get(value.uri) : undefined;
  }

  #textOf(value: RdfValue): string {
    if (value.is === "text") return value.text.trim();
    const uri = uriOf(value) ?? "";
    return absenceOf(uri) ?? uri;
  }

  #addOther(value: RdfValue): void {
    const resource = this.#described(value);
    const id = resource === undefined ? undefined : this.#ownId(resource, undefined);
    const target = resource?.properties.get("spdxDocument")?.[0];
    if (id !== undefined && target !== undefined) this.#others.set(namespaceOf(this.#textOf(target)), id);
  }

  /** The id that a resource gives itself: by a property, else by its address. */
  #ownId(resource: Resource, otherwise: string): string;
  #ownId(resource: Resource, otherwise: undefined): string | undefined;
  #ownId(resource: Resource, otherwise: string | undefined): string | undefined {
    for (const property of ["spdxId", "licenseId", "externalDocumentId"]) {
      const value = resource.properties.get(property)?.[0];
      if (value?.is === "text" && value.text.trim() !== "") return value.text.trim();
    }
    if (resource.uri === null) return this.#anonymous.get(resource) ?? otherwise;
    if (resource === this.#subject && !resource.uri.includes("#")) return otherwise;
    return this.#idOf(resource.uri);
  }

  #idOfResource(resource: Resource): string {
    const id = resource === this.#subject ? this.#ownId(resource, "SPDXRef-DOCUMENT") : this.#ownId(resource, undefined);
    if (id !== undefined) return id;
    const made = `_:without-id-${this.#anonymous.size + 1}`;
    this.#anonymous.set(resource, made);
    return made;
  }

  /** An address as an id: its part behind the `#`, with the name of the other document that it is in. */
  #idOf(uri: string): string {
    const absence = absenceOf(uri);
    if (absence !== null) return absence;
    const described = this.#graph.byUri.get(uri);
    if (described === this.#subject && !uri.includes("#")) return this.#ownId(described, "SPDXRef-DOCUMENT");
    const cut = uri.indexOf("#");
    if (cut < 0) return uri;
    const id = uri.slice(cut + 1).replace(/%3a/gi, ":");
    const other = this.#others.get(uri.slice(0, cut));
    return other === undefined || uri.slice(0, cut) === this.#namespace ? id : `${other}:${id}`;
  }
}

const uriOf = (value: RdfValue): string | null => (value.is === "resource" ? value.uri : value.is === "description" ? value.resource.uri : null);

/** An address without its fragment. */
const namespaceOf = (uri: string): string => uri.split("#", 1)[0] ?? "";
