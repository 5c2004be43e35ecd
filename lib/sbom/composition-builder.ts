import { buildGraph } from "./build-graph";
import { leastComplete } from "./completeness";
import { DetailsList } from "./details-list";
import { joinSha256s } from "./hashes";
import { componentOf, type KnownIdentity } from "./identity-cache";
import { IntList } from "./int-list";
import { componentsMax, edgesMax, tooMany } from "./limits";
import {
  type Accounting,
  type Bom,
  type BomService,
  type Completeness,
  type Component,
  type ComponentScope,
  componentScopes,
  type SourcePackage,
} from "./model";
import { type ComponentNotes, detailsOfNotes } from "./notes";
import { isDistroPackage } from "./purl-details";
import type { ReadOptions } from "./read-options";
import { ReferenceIndex } from "./reference-index";
import type { WarningSink } from "./warnings";

/** Where a reference leads when it is not one of the stored components. */
export const rootIndex = -1;
export const skippedIndex = -2;

type CompositionPart = "components" | "details" | "services" | "graph" | "accounting" | "completeness";
type SkipReason = Accounting["skipped"][number]["reason"];

/** Strongest first: when duplicates merge, the scope that asks for the most attention stays. */
const strength = new Map<ComponentScope, number>(
  (["runtime", "optional", "build", "test", "dev"] satisfies ComponentScope[]).map((scope, position) => [scope, position]),
);
if (strength.size !== componentScopes.length) throw new Error("every component scope needs a strength");

/** The stronger of two scopes. */
export function strongerScope(a: ComponentScope, b: ComponentScope): ComponentScope {
  if (a === b) return a;
  return (strength.get(a) ?? 0) < (strength.get(b) ?? 0) ? a : b;
}

/** Gathers the components and edges of one document and brings them into canonical form. */
export class CompositionBuilder {
  readonly sink: WarningSink;
  /** Where readers put what components say beyond their identity; null when nobody asked for it. */
  readonly details: DetailsList | null;
  readonly services: BomService[] = [];
  /** True for a document of Wherein's own: what it notes of components is read too. */
  readonly takesNotes: boolean;
  readonly #components: Component[] = [];
  readonly #byKey = new Map<string, number>();
  readonly refs = new ReferenceIndex();
  readonly #skipped = new Map<SkipReason, number>();
  readonly #from = new IntList();
  readonly #to = new IntList();
  readonly #containers = new IntList();
  readonly #contained = new IntList();
  readonly #groups = new Set<number>();
  readonly #notedScopes = new Set<number>();
  /** Of components that others with further SHA-256s were merged into: united at the end, since they can be many. */
  readonly #sha256s = new Map<number, Set<string>>();
  /** Source packages of distro components, where details do not have them. */
  readonly #sources = new Map<number, SourcePackage>();
  /** Whether a component is a distro's. */
  hasDistroPackages = false;
  #merged = 0;
  #count = 0;
  #rootKey: string | null = null;
  #completeness: Completeness | null = null;
  files = 0;

  constructor(sink: WarningSink, options: ReadOptions & { takesNotes?: boolean } = { details: false }) {
    this.sink = sink;
    this.takesNotes = options.takesNotes ?? false;
    this.details = options.details ? new DetailsList() : null;
  }

  /** Names the subject of the document: its reference, and its key when a purl says what it is. */
  setRoot(ref: string | null, key: string | null): void {
    if (ref !== null) this.refs.set(ref, rootIndex);
    this.#rootKey = key;
  }

  skip(reason: SkipReason): number {
    this.#countOne();
    this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1);
    return reason === "root" ? rootIndex : skippedIndex;
  }

  /** Stores a component, or merges it with the one of the same identity. Returns its index. */
  add(known: KnownIdentity, scope: ComponentScope, sha256: string | null, pointer: () => string): number {
    if (known.repaired) this.sink.add("purl_repaired", pointer);
    if (known.cleaned) this.sink.add("text_cleaned", pointer);
    if (known.refused !== null) {
      this.sink.add(known.refused, pointer);
      return this.skip(known.refused);
    }
    const component = componentOf(known, scope, sha256);
    if (component.key === this.#rootKey) return this.skip("root");
    if (component.name === "") {
      this.sink.add("component_without_name", pointer);
      return this.skip("no_name");
    }
    if (known.rangeLike) this.sink.add("version_range", pointer);
    this.#countOne();
    this.hasDistroPackages ||= isDistroPackage(component);
    const index = this.#byKey.get(component.key);
    if (index === undefined) {
      this.#byKey.set(component.key, this.#components.length);
      return this.#components.push(component) - 1;
    }
    this.#merged += 1;
    const first = this.#components[index] as Component;
    this.#components[index] = componentOf(known, strongerScope(first.scope, scope), first.sha256 ?? sha256);
    if (first.sha256 !== null && sha256 !== null && sha256 !== first.sha256) this.#addSha256s(index, first.sha256, sha256);
    return index;
  }

  /** Counts a component as merged with the taken one of this identity. Returns that one's index, or null when there is none. */
  mergeInto(key: string): number | null {
    const index = this.#byKey.get(key);
    if (index === undefined) return null;
    this.#countOne();
    this.#merged += 1;
    return index;
  }

  #addSha256s(index: number, first: string, others: string): void {
    const all = this.#sha256s.get(index) ?? new Set(first.split(" "));
    for (const each of others.split(" ")) all.add(each);
    this.#sha256s.set(index, all);
  }

  /** Notes the source package of a stored distro component. The first that is named stays. */
  addSource(index: number, source: SourcePackage | null): void {
    if (source === null || index < 0) return;
    if (this.details === null) {
      if (!this.#sources.has(index)) this.#sources.set(index, source);
      return;
    }
    const details = this.details.get(index);
    if (details !== undefined) details.sourcePackage ??= source;
  }

  /** The stored component with this index; null for the root and what was skipped. */
  componentAt(index: number): Component | null {
    return this.#components[index] ?? null;
  }

  /** Lets a reference of the document lead to a component. The first user of a reference keeps it. */
  setRef(ref: string, index: number, pointer: () => string): void {
    if (!this.refs.set(ref, index)) this.sink.add("duplicate_ref", pointer);
  }

  /** Replaces the scope of a component (SPDX tells it by relationships, after the packages). */
  setScope(index: number, scope: ComponentScope): void {
    const component = this.#components[index];
    if (component !== undefined && component.scope !== scope && !this.#notedScopes.has(index)) this.#components[index] = { ...component, scope };
  }

  /** Lets what Wherein noted of a component stand for what the rest of its document can say of it. */
  applyNotes(index: number, notes: ComponentNotes | null): void {
    const component = this.#components[index];
    if (notes === null || component === undefined) return;
    const { scope = component.scope, sha256 = component.sha256 } = notes;
    this.#components[index] = { ...component, scope, sha256 };
    if (notes.sha256 !== undefined) this.#sha256s.delete(index);
    if (notes.scope !== undefined) this.#notedScopes.add(index);
    if (notes.sourcePackage) this.#sources.set(index, notes.sourcePackage);
    else if (notes.sourcePackage === null) this.#sources.delete(index);
    const details = this.details?.get(index);
    if (details !== undefined) Object.assign(details, detailsOfNotes(notes));
  }

  /** Marks a component that is no package but holds packages together: an operating system, a lock file. */
  addGroup(index: number): void {
    if (index >= 0) this.#groups.add(index);
  }

  /** `from` depends on `to`; both are indices, `from` may be the root. */
  addDependency(from: number, to: number): void {
    if (from === skippedIndex || to < 0) return;
    this.#checkEdges();
    this.#from.push(from);
    this.#to.push(to);
  }

  /** `container` holds `contained`: it counts as an edge only when no dependency leads to the contained one. */
  addContainment(container: number, contained: number): void {
    if (container === skippedIndex || contained < 0) return;
    this.#checkEdges();
    this.#containers.push(container);
    this.#contained.push(contained);
  }

  /** Notes what the document says of its completeness as a whole; of several statements the one that promises least stays. */
  stateCompleteness(completeness: Completeness | null): void {
    this.#completeness = leastComplete(this.#completeness, completeness);
  }

  #checkEdges(): void {
    if (this.#from.length + this.#contained.length === edgesMax) throw tooMany("dependencies", edgesMax);
  }

  #countOne(): void {
    this.#count += 1;
    if (this.#count > componentsMax) throw tooMany("components", componentsMax);
  }

  /**
   * The canonical form. `pointersOfCycles` is asked for places when there are cycles: it gets, for each component in
   * document order, whether it is part of one.
   */
  finish(pointersOfCycles: (inCycle: (index: number) => boolean) => string[]): Pick<Bom, CompositionPart> {
    const found = this.#components;
    // Sorting the bare texts without a comparator is several times faster; keys are unique.
    const keys = found.map((component) => component.key).sort();
    const rank = new Int32Array(found.length);
    const components = keys.map((key, position) => {
      const index = this.#byKey.get(key) as number;
      rank[index] = position;
      const component = found[index] as Component;
      const all = this.#sha256s.get(index);
      const source = this.details === null ? this.#sources.get(index) : undefined;
      if (all === undefined && source === undefined) return component;
      return { ...component, ...(all && { sha256: joinSha256s(all) }), ...(source && { source }) };
    });
    const ranked = (index: number) => (index < 0 ? index : (rank[index] as number));
    const { graph, inCycle, cycles } = buildGraph(components.length, {
      from: this.#from.view().map(ranked),
      to: this.#to.view().map(ranked),
      containers: this.#containers.view().map(ranked),
      contained: this.#contained.view().map(ranked),
      groups: new Set([...this.#groups].map(ranked)),
    });
    if (graph.directAssumed) this.sink.add("root_missing", () => "");
    if (cycles > 0) {
      const pointers = pointersOfCycles((index) => index >= 0 && inCycle[rank[index] as number] === 1);
      this.sink.add("dependency_cycle", () => pointers[0] ?? "", cycles);
      for (const pointer of pointers.slice(1)) this.sink.add("dependency_cycle", () => pointer, 0);
    }
    const details = this.details?.inOrder(keys.map((key) => this.#byKey.get(key) as number)) ?? null;
    return { components, details, services: this.services, graph, accounting: this.#account(components), completeness: this.#completeness };
  }

  #account(components: readonly Component[]): Accounting {
    const skipped = [...this.#skipped].map(([reason, count]) => ({ reason, count }));
    const skippedCount = skipped.reduce((sum, { count }) => sum + count, 0);
    let withoutPurl = 0;
    let withoutVersion = 0;
    for (const component of components) {
      if (component.ecosystem === "unidentified") withoutPurl += 1;
      if (component.version === "") withoutVersion += 1;
    }
    return {
      total: components.length + this.#merged + skippedCount,
      taken: components.length,
      merged: this.#merged,
      skipped,
      files: this.files,
      services: this.services.length,
      withoutPurl,
      withoutVersion,
    };
  }
}
