/** Code names that purls and os-release files use in place of a number. */
const codeNames: Record<string, ReadonlyMap<string, string>> = {
  debian: new Map([
    ["jessie", "8"],
    ["stretch", "9"],
    ["buster", "10"],
    ["bullseye", "11"],
    ["bookworm", "12"],
    ["trixie", "13"],
    ["forky", "14"],
  ]),
  ubuntu: new Map([
    ["trusty", "14.04"],
    ["xenial", "16.04"],
    ["bionic", "18.04"],
    ["focal", "20.04"],
    ["jammy", "22.04"],
    ["noble", "24.04"],
  ]),
};

// Debian's point releases and Alpine's patch releases share one archive: `debian-11.6` is `debian-11`, `alpine-3.17.3` is `alpine-3.17`.
const precision: Record<string, number> = { debian: 1, alpine: 2, ubuntu: 2 };

/**
 * The distro release that a `distro` qualifier names (`debian-11.6`, `11`, `bookworm`, `alpine-3.17.3`), as
 * `<distro>-<release>` in lower case and cut to the part that names the archive. "" for an empty value.
 */
export function distroRelease(namespace: string, distro: string): string {
  const text = distro.trim().toLowerCase();
  if (text === "" || text.length > 100) return "";
  const named = /^([a-z][a-z0-9_.]*)-(.+)$/.exec(text);
  const codeName = codeNames[namespace]?.get(text);
  const id = codeName || !named ? namespace : (named[1] ?? namespace);
  let release = codeName ?? (named ? (named[2] ?? "") : text);
  release = codeNames[id]?.get(release) ?? release.replace(/^v(?=\d)/, "");
  const kept = precision[id];
  if (kept !== undefined && /^\d+(\.\d+)*$/.test(release)) release = release.split(".").slice(0, kept).join(".");
  return id === "" ? release : `${id}-${release}`;
}
