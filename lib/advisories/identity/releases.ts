import { distroRelease } from "@/lib/purl";

/** Rolling distros: one archive, whatever day a release file names. */
export function noRelease(): string {
  return "";
}

const ofDistro = (namespace: string) => (text: string) => distroRelease(namespace, text).slice(namespace.length + 1) || null;

/** Number of the release, also of its code name; point releases share one archive. */
export const debianRelease = ofDistro("debian");
/** `v3.18`, `3.18.2` and `edge`. */
export const alpineRelease = ofDistro("alpine");

/** `22.04:LTS` and `22.04` as `22.04`. */
export function ubuntuRelease(text: string): string | null {
  return ofDistro("ubuntu")(text.replace(/:lts$/, ""));
}

/** The release as written: `23`, `stream`, `4.0`. */
export function plainRelease(text: string): string | null {
  return /^[a-z0-9][a-z0-9._-]{0,40}$/.test(text) ? text : null;
}

/** Minor releases share the archive: `9.4`, `linux-9` and `el9` are `9`. */
export function majorRelease(text: string): string | null {
  return /^(?:[a-z_-]*?)(\d{1,4})(?:[.:_-].*)?$/.exec(text)?.[1] ?? null;
}

/** openEuler's service packs are archives of their own, and `22.03` alone (its VERSION_ID) does not say which. */
export function openeulerRelease(text: string): string | null {
  return /^\d\d\.\d\d-lts(?:-sp\d)?$/.test(text) ? text : null;
}

/**
 * SUSE's products of one version and service pack share their packages: `Linux Enterprise Server 15 SP4`, `... Module for Basesystem
 * 15 SP4` and `sles-15.4` are all `15.4`. Micro is counted apart. LTSS fixes are for the same packages.
 */
export function suseRelease(text: string): string | null {
  const micro = /(?:micro|microos)[ -](\d+\.\d+)/.exec(text)?.[1];
  if (micro !== undefined) return `micro-${micro}`;
  const product = /^linux enterprise .*?(\d{2})(?: sp(\d))?(?:[-. ].*)?$/.exec(text);
  if (product !== null) return product[2] === undefined ? (product[1] ?? null) : `${product[1]}.${product[2]}`;
  const [, major, pack] = /^[a-z_-]*-(\d{2})(?:\.(\d+)|[-_ ]?sp(\d))?$/.exec(text) ?? [];
  if (major === undefined) return null;
  return pack === undefined || pack === "0" ? major : `${major}.${pack}`;
}

/** `Leap 15.4` and `opensuse-leap-15.4` as `leap-15.4`; Tumbleweed rolls, so its snapshots are one release. */
export function opensuseRelease(text: string): string | null {
  if (text.includes("tumbleweed")) return "tumbleweed";
  const [, micro, number] = /leap[ -](micro[ -])?(\d+\.\d+)/.exec(text) ?? /^(?:opensuse-)?()(\d{2}\.\d+)$/.exec(text) ?? [];
  return number === undefined ? null : `leap-${micro ? "micro-" : ""}${number}`;
}
