import type { Distro } from "./distros";

/** What package versions themselves say of the release they were built for, in distros that mark them so. */
const tags: Record<string, RegExp> = {
  // 3.0.7-27.el9_4 and the modules' .module+el8.9.0+...
  redhat: /[.+]el(\d{1,2})(?![0-9a-z])/,
  almalinux: /[.+]el(\d{1,2})(?![0-9a-z])/,
  rocky: /[.+]el(\d{1,2})(?![0-9a-z])/,
  // 3.0.11-1~deb12u2: stable updates only.
  debian: /[+~]deb(\d{1,2})u\d/,
};

/** The advisories' release that a version is marked with, for components whose purl names none; "" without a mark. */
export function releaseOfDistTag(distro: Distro, version: string): string {
  const release = tags[distro.namespace]?.exec(version)?.[1];
  return release === undefined ? "" : `${distro.namespace}-${release}`;
}
