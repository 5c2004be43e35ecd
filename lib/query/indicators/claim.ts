import type { WantedVersion } from "../question";
import type { VersionsRead } from "./read-versions";

/** A package as a line names it. `ecosystem` null: the line does not say; what the list implies counts then. */
export type PackageClaim = {
  kind: "package";
  ecosystem: string | null;
  namespace: string | null;
  name: string;
  versions: WantedVersion[];
  /** The line gives no version: what that means is for the caller to say. */
  isBare: boolean;
};

export type Claim =
  | PackageClaim
  | { kind: "prefix"; ecosystem: string | null; prefix: string }
  | { kind: "hash"; algorithm: "sha256"; hex: string }
  | { kind: "advisory"; id: string };

export type Note = { code: string; message: string };

/** What one line or record says. */
export type Reading = { kind: "read"; claims: Claim[]; notes: Note[] } | ({ kind: "refused" } & Note);

export type NamePlace = { ecosystem: string | null; namespace: string | null };
export const anywhere: NamePlace = { ecosystem: null, namespace: null };

export const refused = (code: string, message: string): Reading => ({ kind: "refused", code, message });
export const read = (claims: Claim[], notes: Note[] = []): Reading => ({ kind: "read", claims: claims.flatMap(withDigests), notes });

const digest = /^sha256:([0-9a-f]{64})$/i;

/** `image@sha256:…` is a digest. Of images that are said to be some the inventory may have it as the version too. */
function withDigests(claim: Claim): Claim[] {
  if (claim.kind !== "package") return [claim];
  const isDigest = (version: WantedVersion) => version.kind === "exact" && digest.test(version.text);
  const hashes = claim.versions.filter(isDigest).map((version): Claim => ({ kind: "hash", algorithm: "sha256", hex: hexOf(version) }));
  if (hashes.length === 0) return [claim];
  const isImage = claim.ecosystem === "docker" || claim.ecosystem === "oci";
  const versions = isImage ? claim.versions : claim.versions.filter((version) => !isDigest(version));
  return versions.length === 0 ? hashes : [{ ...claim, versions }, ...hashes];
}

const hexOf = (version: WantedVersion) => (version.kind === "exact" ? (digest.exec(version.text)?.[1] ?? "") : "").toLowerCase();

/** A package with what was read of its versions, or the reason why it has none that count. */
export function packageReading(place: NamePlace, name: string, { versions, kind, unread }: VersionsRead): Reading {
  const claim: PackageClaim = { kind: "package", ...place, name, versions, isBare: kind === "missing" };
  if (kind === "unread") return refused("version_unreadable", `"${brief(unread.join(", "))}" is no version of ${brief(name)}.`);
  return read([claim], unread.length === 0 ? [] : [partOf(unread.join(", "))]);
}

/** What is said where a part of a line was not read. */
export const partOf = (unread: string): Note => ({ code: "read_in_part", message: `Not read: "${brief(unread)}".` });

export const brief = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

const nameShape = /^@?[\p{L}\p{N}_.$][^\s<>=,;|()[\]{}"'`\\^*@?#%&]*$/u;

// Most names are: a class of letters of every script costs more than the rest of reading such a line.
const plainName = /^(?:@[A-Za-z0-9][\w.-]*\/)?[A-Za-z0-9][\w.-]*(?:[/:][A-Za-z0-9][\w.-]*)*$/;

/** True for text that can be a package's whole name. */
export function isPackageName(text: string): boolean {
  if (text.length > 500) return false;
  return plainName.test(text) || (nameShape.test(text) && /[\p{L}\p{N}]/u.test(text) && !/^@[^/]*$|:\/\/|[/:]$|\/\/|\p{Cs}/u.test(text));
}
