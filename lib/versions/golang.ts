import { semverKey } from "./semver";

// The toolchain as Go itself prints it (go1.21.3, go1.22rc1, go1.21.3-vendor) and as SBOMs shorten it (1.22rc1).
const toolchain = /^go(\d+(?:\.\d+){0,2})(?:(alpha|beta|rc)(\d+))?(?:[-+\s].*)?$/;
const shortened = /^(\d+(?:\.\d+){1,2})(alpha|beta|rc)(\d+)$/;

/** A version of a Go module as it is; one of the toolchain as the Go vulnerability database writes it: `1.22.0-rc.1`. */
export function toGoSemver(version: string): string {
  const text = version.trim();
  if (text.length > 500) return text;
  const [, numbers, phase, count] = toolchain.exec(text) ?? shortened.exec(text) ?? [];
  if (numbers === undefined) return text;
  return phase === undefined ? numbers : `${numbers}-${phase}.${count}`;
}

/** Order of Go modules: SemVer, with pseudo-versions as the pre-releases that they are, and `+incompatible` without meaning. */
export function golangKey(version: string): Buffer | null {
  return semverKey(toGoSemver(version));
}
