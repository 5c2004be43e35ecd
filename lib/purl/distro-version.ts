import { distroRelease } from "./distro-release";

const releases = new Map<string, string>();

/** `distroRelease` remembered: a document repeats one distro thousands of times. */
export function releaseOf(namespace: string, distro: string): string {
  if (distro === "") return "";
  const key = `${namespace} ${distro}`;
  let release = releases.get(key);
  if (release === undefined) {
    release = distroRelease(namespace, distro);
    if (releases.size >= 1_000) releases.clear();
    releases.set(key, release);
  }
  return release;
}

/** The version with its epoch in front, where there is one and it is not already there. Epoch 0 is the same as none. */
export function withEpoch(version: string, epoch: string): string {
  if (epoch === "" || version === "" || !/^\d{1,9}$/.test(epoch) || /^0+$/.test(epoch) || /^\d+:/.test(version)) return version;
  return `${Number(epoch)}:${version}`;
}
