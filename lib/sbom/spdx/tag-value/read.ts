import type { Places } from "../../places/places";
import type { WarningSink } from "../../warnings";
import { type Part, ruleOf, type TagRule } from "./tags";
import { type Entry, setValue } from "./values";
import { walkTags } from "./walk-tags";

/** The lists of the document that hold the parts which a tag opens. */
const lists = { package: "packages", file: "files", snippet: "snippets", licence: "hasExtractedLicensingInfos", review: "revieweds" } as const;

/**
 * An SPDX tag-value document in the JSON shape of SPDX 2, with everything that it says. What cannot be read is a warning
 * with its line; the lines of packages, files, relationships and the like go to `places`. Throws as `walkTags`.
 */
export function readTagValue(text: string, sink: WarningSink, places: Places): Entry {
  const document = new TagValueDocument(sink, places);
  for (const { tag, value, line } of walkTags(text)) {
    if (tag === null) sink.add("line_unreadable", () => `line ${line}`);
    else document.take(tag, value, line);
  }
  return document.finish();
}

class TagValueDocument {
  readonly #sink: WarningSink;
  readonly #places: Places;
  readonly #document: Entry = {};
  /** The part of each kind that was opened last. */
  readonly #open = new Map<Part, Entry>([["document", this.#document]]);
  /** What an SPDXID names: the document, package or file that was opened last. */
  #element: Entry = this.#document;
  /** An SPDXID that came after its element's own: some tools write it before the name of the element it is for. */
  #waitingId: string | null = null;
  /** Files that follow a package belong to it (SPDX 2.3, clause 8.1). */
  readonly #filesOf: [holder: Entry, file: Entry][] = [];
  readonly #annotations: Entry[] = [];

  constructor(sink: WarningSink, places: Places) {
    this.#sink = sink;
    this.#places = places;
  }

  take(tag: string, value: string, line: number): void {
    const place = () => `line ${line}`;
    const rule = ruleOf(tag);
    if (rule === undefined) {
      this.#sink.add("tag_unknown", place);
      return;
    }
    if (rule.kind === "element-id") {
      this.#takeId(value, place);
      return;
    }
    if (rule.opens) this.#openPart(rule.part, line);
    const owner = this.#ownerOf(rule);
    if (owner === undefined) {
      this.#sink.add("tag_misplaced", place);
      return;
    }
    const outcome = setValue(owner, rule.member, rule.kind, value);
    if (outcome.is === "repeated") this.#sink.add("tag_repeated", place);
    else if (outcome.is === "unreadable") this.#sink.add("tag_value_unreadable", place);
    else if (rule.kind === "relationship" && outcome.made !== null) {
      this.#places.add(outcome.made, line);
      this.#open.set("relationship", outcome.made);
    } else if (rule.kind === "external-reference" && outcome.made !== null) this.#open.set("reference", outcome.made);
  }

  finish(): Entry {
    for (const [holder, file] of this.#filesOf) if (file.SPDXID !== undefined) push(holder, "hasFiles", file.SPDXID);
    if (this.#annotations.length > 0) this.#placeAnnotations();
    return this.#document;
  }

  #takeId(id: string, place: () => string): void {
    if (this.#element.SPDXID === undefined) this.#element.SPDXID = id;
    // The head of a document that was put behind another one names the document again.
    else if (id === this.#document.SPDXID) this.#sink.add("tag_repeated", place);
    else {
      if (this.#waitingId !== null) this.#sink.add("tag_misplaced", place);
      this.#waitingId = id;
    }
  }

  #ownerOf({ part, kind }: TagRule): Entry | undefined {
    if (kind === "relationship") return this.#document;
    const owner = this.#open.get(part);
    if (owner !== undefined || part !== "creation") return owner;
    const creationInfo: Entry = {};
    this.#document.creationInfo = creationInfo;
    this.#open.set("creation", creationInfo);
    return creationInfo;
  }

  #openPart(part: Part, line: number): void {
    const entry: Entry = {};
    this.#places.add(entry, line);
    this.#open.set(part, entry);
    if (part === "annotation") this.#annotations.push(entry);
    else if (part === "project") push(this.#open.get("file") ?? {}, "artifactOfs", entry);
    else if (part in lists) push(this.#document, lists[part as keyof typeof lists], entry);
    if (part !== "package" && part !== "file") return;
    this.#element = entry;
    if (this.#waitingId !== null) entry.SPDXID = this.#waitingId;
    this.#waitingId = null;
    const holder = this.#open.get("package");
    if (part === "package") this.#open.delete("reference");
    else if (holder !== undefined) this.#filesOf.push([holder, entry]);
  }

  /** Lets each annotation stand in the element that it is about; in the document when that is not here. */
  #placeAnnotations(): void {
    const elements = new Map<unknown, Entry>();
    for (const list of [this.#document.packages, this.#document.files, this.#document.snippets]) {
      for (const entry of (list ?? []) as Entry[]) if (!elements.has(entry.SPDXID)) elements.set(entry.SPDXID, entry);
    }
    for (const { SPDXREF, ...annotation } of this.#annotations) {
      const about = SPDXREF === undefined ? undefined : elements.get(SPDXREF);
      push(about ?? this.#document, "annotations", annotation);
    }
  }
}

function push(owner: Entry, member: string, value: unknown): void {
  owner[member] ??= [];
  (owner[member] as unknown[]).push(value);
}
