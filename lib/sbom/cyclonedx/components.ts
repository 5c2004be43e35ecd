import { canonicalPurl } from "@/lib/purl";
import { completeIdentity, type OperatingSystem } from "../complete-identity";
import { type CompositionBuilder, rootIndex } from "../composition-builder";
import { cyclonedxHash, readHashes, sha256sOf } from "../hashes";
import { knownPurl, notedIdentity, unidentified } from "../identity-cache";
import { isObject, type JsonObject, textOf } from "../json";
import { isList } from "../list";
import { notAList } from "../not-a-list";
import { readNotes } from "../notes";
import { isDistroPackage } from "../purl-details";
import { readDetails, readSource } from "./details";
import { duplicatedKey } from "./duplicates";
import { purlOfComponent } from "./identifiers";
import { readScope } from "./scope";

/**
 * What is known before the components: the document's subject, as far as needed to recognise it when it is repeated among
 * them, its only operating system, and whether a tool of Amazon Inspector wrote it.
 */
export type Surroundings = { ref: string | null; name: string | null; os: OperatingSystem | null; byInspector: boolean };
type Frame = { items: Iterator<unknown>; next: number; container: number };
/** A component whose files another one owns, kept until all others are read. `key` is that one's identity. */
type Duplicate = { component: JsonObject; key: string; container: number; at: string };

const pointerLevelsMax = 32;

/**
 * Reads a list of components and all that are nested in them, in document order, without recursion. `container` is the
 * index of what holds the list.
 */
export function readComponents(builder: CompositionBuilder, value: unknown, at: string, container: number, around: Surroundings): void {
  if (value === undefined || value === null) return;
  // Nothing can be said of such a document; taken for an empty one it would call its service clean.
  if (!isList(value) && !isOneComponent(value)) throw notAList(at);
  if (!isList(value)) builder.sink.add("not_a_list", () => at);
  const duplicates: Duplicate[] = [];
  const frames: Frame[] = [{ items: (isList(value) ? value : [value])[Symbol.iterator](), next: 0, container }];
  // A very deep place is named by the ancestor at the limit, so that a pointer stays readable.
  const pointer = () =>
    at +
    frames
      .slice(0, pointerLevelsMax)
      .map((frame, level) => `${level === 0 ? "" : "/components"}/${frame.next - 1}`)
      .join("");
  for (let frame = frames[0]; frame !== undefined; frame = frames[frames.length - 1]) {
    const { done, value: component } = frame.items.next();
    if (done === true) {
      frames.pop();
      continue;
    }
    frame.next += 1;
    if (!isObject(component)) {
      builder.sink.add("not_an_object", pointer);
      builder.skip("not_an_object");
      continue;
    }
    const nested = component.components;
    const key = around.byInspector ? duplicatedKey(component) : null;
    if (key !== null && nested === undefined) {
      duplicates.push({ component, key, container: frame.container, at: pointer() });
      continue;
    }
    const index = readComponent(builder, component, frame.container, pointer, around);
    builder.addContainment(frame.container, index);
    if (Array.isArray(nested)) {
      if (nested.length > 0) frames.push({ items: nested[Symbol.iterator](), next: 0, container: index >= rootIndex ? index : frame.container });
    } else if (nested !== undefined && nested !== null) {
      builder.sink.add("not_a_list", () => `${pointer()}/components`);
    }
  }
  for (const duplicate of duplicates) readDuplicate(builder, duplicate, around);
}

/** A language package that a distro package of the document holds is that one; where the document does not list it, it stands for itself. */
function readDuplicate(builder: CompositionBuilder, { component, key, container, at }: Duplicate, around: Surroundings): void {
  const place = () => at;
  const index = builder.mergeInto(key);
  if (index === null) {
    builder.addContainment(container, readComponent(builder, component, container, place, around));
    return;
  }
  builder.sink.add("distro_duplicate", place);
  const purl = canonicalOf(component);
  if (purl !== null) builder.details?.get(index)?.purls.push(purl);
  const ref = textOf(component["bom-ref"]);
  if (ref !== null) builder.setRef(ref, index, () => `${at}/bom-ref`);
}

function canonicalOf(component: JsonObject): string | null {
  const purl = textOf(purlOfComponent(component));
  const known = purl === null ? null : knownPurl(purl, textOf(component.version) ?? "");
  return purl === null || known === null ? null : canonicalPurl(purl, known.component, known.repaired).text;
}

/** Some writers leave out the list around a single component. */
function isOneComponent(value: unknown): boolean {
  return isObject(value) && textOf(value.name) !== null;
}

function readComponent(builder: CompositionBuilder, component: JsonObject, container: number, pointer: () => string, around: Surroundings): number {
  const version = readVersion(builder, component.version ?? component.versionRange, pointer);
  const ref = textOf(component["bom-ref"]);
  const name = fullName(component);
  if (ref !== null && ref === around.ref && name === around.name) return builder.skip("root");
  const purl = purlOfComponent(component);
  const notes = builder.takesNotes ? readNotes(component.properties) : null;
  let known = typeof purl === "string" && purl !== "" ? knownPurl(purl, version) : null;
  if (known === null) {
    if (purl !== undefined && purl !== null && purl !== "") builder.sink.add("purl_invalid", () => `${pointer()}/purl`);
    if (component.type === "file" && notes?.identity === undefined) {
      const skipped = builder.skip("file");
      if (ref !== null) builder.setRef(ref, skipped, () => `${pointer()}/bom-ref`);
      return skipped;
    }
    known = unidentified(name, version);
  } else known = completeIdentity(known, { group: component.group, name: component.name, version, os: around.os });
  known = notedIdentity(known, notes);
  const hashes = readHashes(component.hashes, cyclonedxHash, builder.sink, () => `${pointer()}/hashes`);
  const index = builder.add(known, readScope(component), sha256sOf(hashes), pointer);
  if (builder.details !== null && index >= 0) {
    builder.details.add(
      index,
      readDetails({ component, known, hashes, container: builder.componentAt(container), byInspector: around.byInspector, pointer, sink: builder.sink }),
    );
  } else if (isDistroPackage(known.component)) builder.addSource(index, readSource(component, known, builder.componentAt(container), around.byInspector));
  builder.applyNotes(index, notes);
  if (!known.identified && isGroup(component) && !notes?.ownEdges) builder.addGroup(index);
  if (ref !== null) builder.setRef(ref, index, () => `${pointer()}/bom-ref`);
  else if (typeof purl === "string" && purl !== "") builder.refs.setPurl(purl, index);
  return index;
}

/** Operating systems, and Trivy's entries for lock files and the like, which have no purl of their own. */
function isGroup({ type, properties }: JsonObject): boolean {
  if (type === "operating-system") return true;
  if (type !== "application" || !Array.isArray(properties)) return false;
  return properties.some((property) => isObject(property) && property.name === "aquasecurity:trivy:Class");
}

function fullName(component: JsonObject): string {
  const name = textOf(component.name) ?? "";
  const group = textOf(component.group);
  return group === null || name === "" ? name : `${group}/${name}`;
}

function readVersion(builder: CompositionBuilder, value: unknown, pointer: () => string): string {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  if (typeof value === "number") {
    builder.sink.add("version_not_text", () => `${pointer()}/version`);
    return String(value);
  }
  builder.sink.add("not_a_text", () => `${pointer()}/version`);
  return "";
}
