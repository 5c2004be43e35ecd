import { normaliseName } from "@/lib/purl";
import { schemeOf, type VersionScheme } from "@/lib/versions";
import { advisoryReleaseOf, distroOfOsvName, notInventoried, osvLanguages } from "../identity";
import type { AffectedPackage } from "../model";
import { nameLengthMax } from "./limits";
import type { OsvPackage } from "./record";

/** `isPro`: of Ubuntu Pro's archive, which has fixes that the plain release does not get. */
export type NamedPackage = AffectedPackage & { scheme: VersionScheme; isPro: boolean };
export type UnusablePackage = { code: string; detail: string };

const languages = new Map(osvLanguages.map((language) => [language.osv.toLowerCase(), language]));

/**
 * The dictionary's name, release and version order of a package as OSV names it, or why it has none. What stands behind a colon is a
 * distro's release; of Maven and Packagist it is a repository, which SBOMs do not say, so that it is cut.
 */
export function packageOf({ ecosystem, name }: OsvPackage): NamedPackage | UnusablePackage {
  if (name === "" || name.length > nameLengthMax) return { code: "name_unusable", detail: "The package's name is empty or too long." };
  const colon = ecosystem.indexOf(":");
  const family = colon < 0 ? ecosystem : ecosystem.slice(0, colon);
  const rest = colon < 0 ? "" : ecosystem.slice(colon + 1);
  const reason = notInventoried.get(family.toLowerCase());
  if (reason !== undefined) return { code: "not_inventoried", detail: reason };
  const language = languages.get(family.toLowerCase());
  if (language !== undefined) {
    const own = language.nameOf(name);
    const scheme = schemeOf(language.ecosystem);
    if (own === null) return { code: "not_inventoried", detail: `${family} means nothing else by this name that an SBOM lists.` };
    if (scheme === null) return { code: "ecosystem_unordered", detail: `Versions of ${family} cannot be ordered.` };
    return { ecosystem: language.ecosystem, name: normaliseName(language.ecosystem, own), release: "", scheme, isPro: false };
  }
  const distro = distroOfOsvName(family);
  if (distro === null) return { code: "ecosystem_unknown", detail: `${family} is no ecosystem of the inventory.` };
  const scheme = schemeOf(distro.ecosystem);
  if (scheme === null) return { code: "ecosystem_unordered", detail: `Versions of ${family} cannot be ordered.` };
  const isPro = distro.namespace === "ubuntu" && /^pro(:|$)/i.test(rest);
  const release = releaseOf(distro, isPro ? rest.replace(/^pro:?/i, "") : rest);
  if (release === null) return { code: "release_unknown", detail: `${ecosystem} names no release that the inventory can tell.` };
  return { ecosystem: distro.ecosystem, name: `${distro.namespace}/${name}`, release, scheme, isPro };
}

type Distro = NonNullable<ReturnType<typeof distroOfOsvName>>;

/** "" for a distro without releases; null where a release is named that means nothing. */
function releaseOf(distro: Distro, text: string): string | null {
  if (text === "") return "";
  const release = advisoryReleaseOf(distro, redHatRelease(distro, text.toLowerCase()));
  if (release !== "") return release;
  return distro.release(text.toLowerCase()) === "" ? "" : null;
}

/** Red Hat names products by CPE: `enterprise_linux:9::baseos` and `rhel_eus:9.2::appstream` are of RHEL 9. */
function redHatRelease(distro: Distro, text: string): string {
  if (distro.namespace !== "redhat") return text;
  return /^(?:enterprise_linux|rhel_[a-z0-9_]+):(\d+)/.exec(text)?.[1] ?? text;
}
