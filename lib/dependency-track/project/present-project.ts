import type { Project } from "../schemas";
import { projectUuidOf } from "./project-uuid";
import type { ProjectRow } from "./queries";
import { latestRef } from "./ref-of-version";

const classifiers: Readonly<Record<string, string>> = { application: "APPLICATION", image: "CONTAINER", package: "LIBRARY", firmware: "FIRMWARE" };

/** An artifact as plug-ins read a project. */
export function toProject(row: ProjectRow): Project {
  const { name, kind, ref, version, builtAt, format, specVersion } = row;
  return {
    uuid: projectUuidOf(row),
    name,
    version,
    classifier: classifiers[kind] ?? null,
    active: true,
    isLatest: ref === latestRef,
    tags: [],
    lastBomImport: builtAt?.getTime() ?? null,
    lastBomImportFormat: format === null ? null : `${format.startsWith("spdx") ? "SPDX" : "CycloneDX"} ${specVersion ?? ""}`.trim(),
  };
}
