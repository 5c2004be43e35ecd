import { type Distro, distroOfOsvName, notInventoried, osvLanguages } from "@/lib/advisories/identity";
import { identifyPurl, nameNormaliser } from "@/lib/purl";
import { schemeOf, type VersionScheme } from "@/lib/versions";
import { releaseOfSuffix } from "./release-of-suffix";

/** Where the packages of one ecosystem string (`Debian:12`, `Maven:https://...`) are in the dictionary, or why they are nowhere. */
export type Target =
  | {
      kind: "known";
      ecosystem: string;
      release: string;
      /** Ubuntu Pro: fixes that only subscribers get. */
      isPro: boolean;
      scheme: VersionScheme | null;
      nameOf: (name: string) => string | null;
    }
  | { kind: "skipped"; code: string; detail: string };

const languages = new Map(osvLanguages.map((language) => [language.osv.toLowerCase(), language]));
const targets = new Map<string, Target>();

/** The target of an ecosystem as a record writes it, remembered: some hundred strings stand for all records. */
export function targetOf(ecosystem: string): Target {
  let target = targets.get(ecosystem);
  if (target === undefined) {
    target = findTarget(ecosystem);
    if (targets.size >= 5_000) targets.clear();
    targets.set(ecosystem, target);
  }
  return target;
}

function findTarget(ecosystem: string): Target {
  // Root patches packages of others, under names of its own, in their ecosystem: Root:Debian:12.
  const text = ecosystem.replace(/^Root:/i, "");
  const colon = text.indexOf(":");
  const name = colon < 0 ? text : text.slice(0, colon);
  const distro = distroOfOsvName(name);
  if (distro !== null) return distroTarget(distro, colon < 0 ? "" : text.slice(colon + 1), ecosystem);
  // What follows Maven, Packagist or VSCode is the repository. Purls seldom say theirs, and a name means the same package in a
  // mirror, so the repository is cut: drupal/core is drupal/core.
  const language = languages.get(name.toLowerCase());
  if (language !== undefined) {
    const { ecosystem: type, nameOf } = language;
    const normalise = nameNormaliser(type);
    const inner = (written: string) => {
      const shaped = nameOf(written);
      return shaped === null ? null : normalise(shaped);
    };
    return { kind: "known", ecosystem: type, release: "", isPro: false, scheme: schemeOf(type), nameOf: inner };
  }
  const reason = notInventoried.get(name.toLowerCase());
  if (reason !== undefined) return { kind: "skipped", code: "not_inventoried", detail: reason };
  return { kind: "skipped", code: "ecosystem_unknown", detail: `The ecosystem ${ecosystem.slice(0, 100)} is not known.` };
}

function distroTarget(distro: Distro, suffix: string, written: string): Target {
  const found = releaseOfSuffix(distro, suffix);
  if (found.kind === "skipped") return { kind: "skipped", code: found.code, detail: `${written.slice(0, 100)}: ${found.detail}` };
  const { ecosystem, namespace } = distro;
  const normalise = nameNormaliser(ecosystem);
  return {
    kind: "known",
    ecosystem,
    release: found.release === "" ? "" : `${namespace}-${found.release}`,
    isPro: found.isPro,
    scheme: schemeOf(ecosystem),
    nameOf: (name) => normalise(`${namespace}/${name}`),
  };
}

/** The target that an entry's own purl names, for ecosystems that are not in the table; null when it names none that is ordered. */
export function targetOfPurl(purl: string): { target: Target; name: string } | null {
  const found = identifyPurl(purl);
  if (found === null || found.repairs.length > 0) return null;
  const { ecosystem, name, release } = found.identity;
  const scheme = schemeOf(ecosystem);
  if (scheme === null) return null;
  return { target: { kind: "known", ecosystem, release, isPro: false, scheme, nameOf: () => name }, name };
}
