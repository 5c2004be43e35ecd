import { anywhere, type NamePlace, type Reading, refused } from "../claim";
import { isFixedWord } from "../columns";
import { placeOfLabel } from "../ecosystem-words";
import { checkLines } from "../limits";
import type { Draft, Drafts } from "../read-blocks";
import { readLine } from "../read-blocks";
import { noFields, readRecord } from "../read-record";
import { refusalOfKind } from "../what-else";
import {
  isContainer,
  isEmpty,
  isMetadata,
  isName,
  isNameWithVersions,
  isOfList,
  isOfListBeside,
  isPackages,
  isSurelyVersions,
  isText,
  isVersionsAlone,
} from "./json-words";
import { isOsvRecord, readOsv } from "./read-osv";
import { fieldsOf, isListBeside, isRecord, isVersions, isVersionsWord, squeeze, versionsText } from "./record-fields";
import { itemsOf, type JsonMember, type JsonNode, textOf } from "./scan-json";

/** Where a value stands: `isMap`: among names with versions; `isAside`: under a word for what the list says of itself. */
type Spot = NamePlace & { isMap: boolean; isAside: boolean };
const top: Spot = { ...anywhere, isMap: false, isAside: false };

/** Reads lists of every shape that is met in JSON: lists of texts or records, names with versions, OSV records, and what holds these. */
export function readJson(roots: readonly JsonNode[]): Drafts {
  const walk = new JsonWalk();
  for (const root of roots) walk.visit(root, top);
  return { drafts: walk.drafts, stated: walk.stated };
}

class JsonWalk {
  readonly drafts: Draft[] = [];
  stated: string | null = null;

  visit(node: JsonNode, spot: Spot): void {
    switch (node.kind) {
      case "string":
        if (spot.isAside) this.#aside(node.line, node.text, inPlace(readLine(node.text, false), spot));
        else this.#entry(node.line, node.text, inPlace(readLine(node.text, true), spot));
        return;
      case "scalar":
        this.#said(node.line, node.text);
        return;
      case "array":
        for (const item of node.items) this.visit(item, spot);
        return;
      case "object":
        this.#object(node, spot);
    }
  }

  #object(node: Extract<JsonNode, { kind: "object" }>, spot: Spot): void {
    if (isOsvRecord(node)) this.drafts.push(...readOsv(node));
    else if (isRecord(node)) {
      this.#record(node, spot);
      // What has a name, a version and lists may be a list with a version of its own: both are read.
      for (const member of node.members) if (isListBeside(member)) this.#member(member, spot);
    } else {
      const isMap = spot.isMap || node.members.some(isNameWithVersions);
      for (const member of node.members) this.#member(member, { ...spot, isMap });
    }
  }

  #record(node: JsonNode, spot: Spot): void {
    const fields = fieldsOf(node);
    const text = [fields.name || fields.purl || fields.advisory || fields.sha256, fields.versions].filter(Boolean).join(" ");
    const reading = readRecord(fields, spot);
    if (spot.isAside) this.#aside(node.line, text, reading);
    else this.#entry(node.line, text, reading);
  }

  #member(member: JsonMember, spot: Spot): void {
    const { key, value } = member;
    const isPackage = spot.isMap && isName(key) && isSurelyVersions(value) && !isOfListBeside(member);
    const kind = value.kind === "array" && value.items.every((item) => item.kind === "string") ? refusalOfKind(squeeze(key).replace(/s$/, "")) : null;
    const label = placeOfLabel(key);
    if (isPackage) this.#named(member, spot);
    else if (isEmpty(value) && (kind !== null || isMetadata(key) || isContainer(key) || value.kind === "object" || spot.isAside)) this.#said(member.line, key);
    else if (kind !== null) for (const item of itemsOf(value)) this.#entry(item.line, textOf(item), { kind: "refused", ...kind });
    else if (label !== null && (value.kind === "array" || (value.kind === "object" && !isVersions(value))))
      this.visit(value, { ...label, isMap: true, isAside: false });
    else if (isText(value)) this.#text(member, spot);
    else this.#holder(member, spot);
  }

  #text(member: JsonMember, spot: Spot): void {
    const { key, line, value } = member;
    const shown = `${key}: ${textOf(value)}`;
    const isEcosystem = /^(?:ecosystem|registry)$/.test(squeeze(key));
    if (isEcosystem) this.stated ??= placeOfLabel(textOf(value))?.ecosystem ?? null;
    if (isEcosystem || isMetadata(key) || (spot.isAside && isOfList(key))) this.#said(line, shown);
    else if (isFixedWord(squeeze(key)) && isVersions(value)) this.#entry(line, shown, onlyFixed);
    else if (isName(key) && (spot.isAside ? isSurelyVersions(value) : isVersions(value))) this.#named(member, spot);
    else if (value.kind === "string" && /[@/]/.test(key)) this.#named(member, spot);
    else this.#aside(line, shown, withoutIds(inPlace(readLine(textOf(value), false), spot)));
  }

  #holder(member: JsonMember, spot: Spot): void {
    const { key, line, value } = member;
    const inside = { ...spot, isMap: isPackages(key), isAside: spot.isAside && !isContainer(key) };
    const shown = `${key} ${versionsText(value)}`;
    const isNameless = isMetadata(key) || (spot.isAside && isVersionsWord(key));
    if (isFixedWord(squeeze(key))) this.#entry(line, shown, onlyFixed);
    else if (isNameless && isVersionsAlone(value)) this.#entry(line, shown, nameless);
    else if (isNameless) this.visit(value, { ...inside, isAside: true });
    else if (isName(key) && (spot.isAside ? isSurelyVersions(value) : isVersions(value))) this.#named(member, spot);
    else this.visit(value, inside);
  }

  #named({ key, line, value }: JsonMember, place: NamePlace): void {
    const versions = versionsText(value);
    this.#entry(line, `${key} ${versions}`, readRecord({ ...noFields, name: key, versions }, place));
  }

  /** Where a list speaks of itself a lone word or an address is no package; what has a version, and advisories and digests, count. */
  #aside(line: number, text: string, reading: Reading): void {
    if (reading.kind === "refused") {
      if (/^version_(?:unreadable|missing)$/.test(reading.code)) this.#entry(line, text, reading);
      else this.#said(line, text);
      return;
    }
    const claims = reading.claims.filter((claim) => claim.kind !== "package" || !claim.isBare);
    if (claims.length > 0 && !/^(?:[^:]*: )?https?:\S+$/i.test(text)) this.#entry(line, text, { ...reading, claims });
    else this.#said(line, text);
  }

  #entry(line: number, text: string, reading: Reading): void {
    checkLines(this.drafts.length);
    this.drafts.push({ kind: "entry", line, text, reading, section: null });
  }

  /** What describes the list and is no entry of it. */
  #said(line: number, text: string): void {
    checkLines(this.drafts.length);
    this.drafts.push({ kind: "said", line, text, outcome: "comment", code: null, message: null });
  }
}

const onlyFixed = refused("no_affected_version", "Only versions that are well again are given, none that is affected.");
const nameless = refused("version_only", "Versions under a word for what the list says of itself: no package is named.");

/** An advisory's id beside packages says where they are described. */
const withoutIds = (reading: Reading): Reading =>
  reading.kind === "read" ? { ...reading, claims: reading.claims.filter(({ kind }) => kind !== "advisory") } : reading;

const inPlace = (reading: Reading, { ecosystem, namespace }: NamePlace): Reading =>
  reading.kind !== "read" || ecosystem === null
    ? reading
    : {
        ...reading,
        claims: reading.claims.map((claim) => (claim.kind === "package" && claim.ecosystem === null ? { ...claim, ecosystem, namespace } : claim)),
      };

/** True when the whole text is records of the OSV schema. */
export function isOsvList(roots: readonly JsonNode[]): boolean {
  const records = roots.length === 1 && roots[0]?.kind === "array" ? itemsOf(roots[0]) : roots;
  return records.length > 0 && records.every(isOsvRecord);
}
