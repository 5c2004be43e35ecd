import { targetOf } from "@/lib/advisories/osv";
import type { WantedVersion } from "../../question";
import { anywhere, brief, type Claim, isPackageName, type Note, type PackageClaim, type Reading, read } from "../claim";
import { placeOfLabel } from "../ecosystem-words";
import { claimOfPurl } from "../page-address";
import type { Draft } from "../read-blocks";
import { itemsOf, type JsonNode, memberOf, textOf } from "./scan-json";

/** True for a record in the OSV schema: an id and what it affects. */
export function isOsvRecord(node: JsonNode): boolean {
  return memberOf(node, "affected")?.kind === "array" && memberOf(node, "id")?.kind === "string";
}

/** Each package that a record affects, a verdict each; a record that affects none by name is its id. */
export function readOsv(record: JsonNode): Draft[] {
  const id = textOf(memberOf(record, "id"));
  const withdrawn = textOf(memberOf(record, "withdrawn"));
  const affected = itemsOf(memberOf(record, "affected"));
  const entries = affected.map((entry): Draft => {
    const reading = readAffected(entry);
    return { kind: "entry", line: entry.line, text: `${id} ${nameOf(entry)}`, reading: withdrawn === "" ? reading : noted(reading, withdrawal), section: null };
  });
  if (entries.length > 0) return entries;
  return [{ kind: "entry", line: record.line, text: id, reading: read([{ kind: "advisory", id }]), section: null }];
}

const withdrawal: Note = { code: "withdrawn", message: "The record is withdrawn." };
const noted = (reading: Reading, note: Note): Reading => (reading.kind === "read" ? { ...reading, notes: [...reading.notes, note] } : reading);

const nameOf = (entry: JsonNode) => {
  const found = memberOf(entry, "package");
  return found === null ? "" : textOf(memberOf(found, "name"));
};

function readAffected(entry: JsonNode): Reading {
  const described = memberOf(entry, "package");
  const ecosystem = described === null ? "" : textOf(memberOf(described, "ecosystem"));
  const notes: Note[] = [];
  const claim = claimOfPackage(described, ecosystem, notes);
  if (claim === null)
    return { kind: "refused", code: "no_package", message: `No package of an inventory is named here${ecosystem === "" ? "" : ` (${brief(ecosystem)})`}.` };
  const listed = itemsOf(memberOf(entry, "versions"))
    .map(textOf)
    .filter((text) => text !== "" && text.length <= 300);
  const ranges = itemsOf(memberOf(entry, "ranges")).filter((range) => textOf(memberOf(range, "type")) !== "GIT");
  const versions: WantedVersion[] = listed.map((text) => ({ kind: "exact", text }));
  for (const range of ranges) versions.push(...rangesOf(itemsOf(memberOf(range, "events"))));
  // Listed versions beside a range from the first to the last say more: the list wins, as it does for malware.
  const wanted = listed.length > 0 && versions.some(({ kind }) => kind === "any") ? versions.filter(({ kind }) => kind !== "any") : versions;
  return read([{ ...claim, versions: wanted, isBare: wanted.length === 0 }], notes);
}

function claimOfPackage(described: JsonNode | null, ecosystem: string, notes: Note[]): PackageClaim | null {
  if (described === null) return null;
  const empty = { kind: "package", versions: [], isBare: true } as const;
  const target = ecosystem === "" ? null : targetOf(ecosystem);
  if (target?.kind === "known") {
    const name = target.nameOf(textOf(memberOf(described, "name")));
    if (target.release !== "") notes.push({ code: "release_ignored", message: `The release ${brief(target.release)} does not narrow the search.` });
    if (name !== null && isPackageName(name)) return { ...empty, versions: [], ecosystem: target.ecosystem, namespace: null, name };
  }
  const claim: Claim | null = claimOfPurl(textOf(memberOf(described, "purl")))?.claim ?? null;
  if (claim?.kind === "package") return { ...claim, versions: [], isBare: true };
  const name = textOf(memberOf(described, "name"));
  const place = placeOfLabel(ecosystem) ?? anywhere;
  return ecosystem !== "" && place === anywhere ? null : isPackageName(name) ? { ...empty, versions: [], ...place, name } : null;
}

/** The ranges of an entry's events, which stand in the order of versions. */
function rangesOf(events: readonly JsonNode[]): WantedVersion[] {
  const found: WantedVersion[] = [];
  let from: string | null = null;
  const close = (upper: string) => {
    if (from === null) return;
    const parts = [from === "0" ? "" : `>=${from}`, upper].filter((part) => part !== "");
    found.push(parts.length === 0 ? { kind: "any" } : { kind: "range", text: parts.join(" ") });
    from = null;
  };
  for (const event of events) {
    const [introduced, fixed, last] = ["introduced", "fixed", "last_affected"].map((key) => textOf(memberOf(event, key)));
    if (introduced) {
      close("");
      from = introduced;
    } else if (fixed) close(`<${fixed}`);
    else if (last) close(`<=${last}`);
  }
  close("");
  return found;
}
