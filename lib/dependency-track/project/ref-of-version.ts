/** The ref of what is not built from anything in particular: the same as that of `POST /api/v1/sboms`. */
export const latestRef = "main";

/** Words that stand where there is no version. */
const noVersion = new Set(["latest", "snapshot", "current", "unspecified", "unknown", "undefined", "null", "none", "default", "dev-snapshot"]);

/**
 * The ref that a version of a project belongs to (decision 0011). Versions are builds of one artifact, `main`, unless they
 * name a branch or a pull request, or the caller says that they are not the latest.
 */
export function refOfVersion(version: string | null, isLatest: boolean | null): string {
  if (version === null || isLatest === true) return latestRef;
  if (isLatest === false) return version;
  const branch = version.replace(/^refs\/(heads|tags)\//, "");
  return namesBranch(branch) ? branch : latestRef;
}

function namesBranch(text: string): boolean {
  if (noVersion.has(text.toLowerCase())) return false;
  // A path (feature/x, release/1.2), a bare word (develop), or a pull request as Jenkins and GitLab name them.
  return text.includes("/") || /^[a-z][a-z_-]*$/i.test(text) || /^(pr|mr)-\d+$/i.test(text);
}
