import type { PackageIdentity } from "@/lib/sbom/model";
import { releaseOf, withEpoch } from "./distro-version";
import { type NameNormaliser, nameNormaliser } from "./package-name";
import { decodePercent } from "./percent";
import { repairPurl } from "./repair-purl";

/** What a purl identifies, and what had to be repaired to read it (machine words, empty for a good purl). */
export type IdentifiedPurl = { identity: PackageIdentity; repairs: string[] };

type FastRule = { ecosystem: string; normalise: NameNormaliser; separator: "/" | ":"; isDistro: boolean };

const fastTypes = ["npm", "pypi", "maven", "cargo", "gem", "golang", "nuget", "composer", "hex", "pub", "github", "deb", "rpm", "apk"];
const fastRules = new Map<string, FastRule>(
  fastTypes.map((type) => [
    type,
    {
      ecosystem: type,
      normalise: nameNormaliser(type),
      separator: type === "maven" ? ":" : "/",
      isDistro: type === "deb" || type === "rpm" || type === "apk",
    },
  ]),
);
const noRepairs: string[] = [];
Object.freeze(noRepairs);

/**
 * The package identity in a purl as documents write them, good or slightly broken; null when no package can be read out of it.
 * Qualifiers that are noise for identity (arch, checksum, repository_url, ...) and the subpath are left out; `distro` becomes the
 * release and `epoch` part of the version. Common shapes take the fast path here, the rest `repairPurl`; both give the same answer.
 */
export function identifyPurl(raw: string): IdentifiedPurl | null {
  return identifyFast(raw) ?? repairPurl(raw);
}

function identifyFast(raw: string): IdentifiedPurl | null {
  if (!raw.startsWith("pkg:") || raw.length > 1_000) return null;
  const slash = raw.indexOf("/", 4);
  if (slash < 0) return null;
  const rule = fastRules.get(raw.slice(4, slash));
  if (rule === undefined) return null;
  let end = raw.length;
  const hash = raw.indexOf("#", slash);
  if (hash >= 0) end = hash;
  const question = raw.indexOf("?", slash);
  const hasQualifiers = question >= 0 && question < end;
  const qualifiersEnd = end;
  if (hasQualifiers) {
    end = question;
    if (raw.includes("&amp;", question)) return null;
  }
  const at = raw.lastIndexOf("@", end - 1);
  // No version, or an "@" that opens an npm scope.
  const nameEnd = at > slash + 1 ? at : end;
  let name = raw.slice(slash + 1, nameEnd);
  if (name.startsWith("%40")) name = `@${name.slice(3)}`;
  if (name.includes("%") && !encodedSign.test(name)) name = decodePercent(name) ?? name;
  if (!plainPath.test(name)) return null;
  let version = nameEnd === end ? "" : raw.slice(nameEnd + 1, end);
  if (version.includes("%")) version = decodePercent(version) ?? version;
  if (version !== "" && !plainVersion.test(version)) return null;
  if (rule.separator === ":") {
    const cut = name.lastIndexOf("/");
    if (cut < 0) return null;
    name = `${name.slice(0, cut)}:${name.slice(cut + 1)}`;
  }
  let release = "";
  if (rule.isDistro) {
    const cut = name.indexOf("/");
    if (cut < 0) return null;
    if (hasQualifiers) {
      const qualifiers = raw.slice(question, qualifiersEnd);
      release = releaseOf(name.slice(0, cut), qualifierOf(qualifiers, "distro"));
      version = withEpoch(version, qualifierOf(qualifiers, "epoch"));
    }
  }
  return { identity: { ecosystem: rule.ecosystem, name: rule.normalise(name), version, release }, repairs: noRepairs };
}

// Only what needs no decoding and no repair: segments that are not empty, "@" only in front of an npm scope.
const plainPath = /^(?:@[A-Za-z0-9._~+-]+\/)?[A-Za-z0-9._~+-]+(?:\/[A-Za-z0-9._~+-]+)*$/;
// A slash or an "@" that was encoded inside a name is for repairPurl to judge.
const encodedSign = /%(?:2f|40)/i;
const plainVersion = /^[A-Za-z0-9._~+:-]+$/;

function qualifierOf(qualifiers: string, key: string): string {
  let from = qualifiers.indexOf(key);
  while (from > 0) {
    const before = qualifiers.charCodeAt(from - 1);
    const valueAt = from + key.length + 1;
    if ((before === 63 || before === 38) && qualifiers.charCodeAt(valueAt - 1) === 61) {
      const next = qualifiers.indexOf("&", valueAt);
      return next < 0 ? qualifiers.slice(valueAt) : qualifiers.slice(valueAt, next);
    }
    from = qualifiers.indexOf(key, valueAt);
  }
  return "";
}
