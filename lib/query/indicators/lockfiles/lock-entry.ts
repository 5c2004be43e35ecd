import { brief, isPackageName, refused } from "../claim";
import type { Draft } from "../read-blocks";

/** A package of a lock file, in one exact version. What has none (an address in its place) is refused with a reason. */
export function lockEntry(line: number, ecosystem: string, name: string, version: string, shown = `${name} ${version}`): Draft {
  const draft = { kind: "entry", line, text: shown, section: null } as const;
  if (!isPackageName(name)) return { ...draft, reading: refused("unreadable", "The lock file names no package here.") };
  if (!/^v?\d[\w.+~:!-]*$/i.test(version)) {
    return { ...draft, reading: refused("not_published", "It is in no registry: a path, a repository, or without a version.") };
  }
  const claim = { kind: "package", ecosystem, namespace: null, name, versions: [{ kind: "exact", text: version }], isBare: false } as const;
  return { ...draft, reading: { kind: "read", claims: [{ ...claim, versions: [...claim.versions] }], notes: [] } };
}

/** What a lock file takes from where it lies (a workspace, a link, a path, a repository): refused with that reason. */
export function localEntry(line: number, name: string, shown = name): Draft {
  const reading = refused("not_published", `It is in no registry: ${brief(name)} is a workspace, a link, a path or a repository.`);
  return { kind: "entry", line, text: shown, section: null, reading };
}
