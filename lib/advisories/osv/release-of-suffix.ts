import type { Distro } from "@/lib/advisories/identity";

type Found = { kind: "found"; release: string; isPro: boolean } | { kind: "skipped"; code: string; detail: string };

const found = (release: string, isPro = false): Found => ({ kind: "found", release, isPro });
const skipped = (code: string, detail: string): Found => ({ kind: "skipped", code, detail });

/** The release that stands behind a distro's name in an OSV ecosystem: `12` of `Debian:12`. Without one the advisory says none. */
export function releaseOfSuffix(distro: Distro, suffix: string): Found {
  if (suffix === "") return found("");
  const text = suffix.toLowerCase();
  if (distro.namespace === "redhat") return redhatRelease(text);
  if (distro.namespace === "ubuntu" && text.startsWith("pro:")) return ubuntuProRelease(distro, text.slice(4));
  const release = distro.release(text);
  return release === null ? skipped("release_unknown", "it does not name a release that SBOMs name.") : found(release);
}

/** FIPS, realtime and BlueField builds are lines of their own, from which nothing follows for the archive's packages. */
function ubuntuProRelease(distro: Distro, text: string): Found {
  const release = /^\d/.test(text) ? distro.release(text) : null;
  return release === null ? skipped("release_variant", "builds of this kind are not those of the archive.") : found(release, true);
}

// Streams that only subscribers of an older minor release get. Everybody else's fix is in the main stream's own entry.
const minorStreams = /^rhel_(?:eus|aus|tus|e4s|eus_long_life|mission_critical)\b/;
const mainStreams = /^(?:enterprise_linux|rhel_els|rhel_extras|rhel_extras_\w+|enterprise_linux_eus)(?:_\w+)?:(\d+)/;

/**
 * The major release in what is left of a CPE: `enterprise_linux:9::baseos` is 9, products on top say it at the end
 * (`openshift:4.12::el8`). Extended life (ELS) is the only stream after the end of support, so it stands for the release.
 */
function redhatRelease(text: string): Found {
  if (minorStreams.test(text)) return skipped("release_variant", "it is for subscribers of a minor release; the main stream has its own entry.");
  const release = mainStreams.exec(text)?.[1] ?? /:(?:[^:]*:)*el(\d+)/.exec(text)?.[1];
  return release === undefined ? skipped("release_unknown", "it does not say for which release of Red Hat Enterprise Linux.") : found(release);
}
