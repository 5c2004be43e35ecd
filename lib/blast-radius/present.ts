import { freshnessDays, staleBefore } from "@/lib/inventory/freshness";
import { toTeamRef } from "@/lib/inventory/read";
import { purlOf } from "@/lib/purl";
import { componentScopes } from "@/lib/sbom/model";
import { isOfInspector, reasonRanks, type UnknownRow } from "./queries/candidates";
import type { DetailRow } from "./queries/details";
import type { ReportRow } from "./queries/reported";
import type { AffectedRow, PackageRow, UnknownService } from "./schemas";
import { side } from "./sides";

/** What is true of a row: bits of `side`, and where it runs. */
export type Standing = { sides: number; running: string[]; inspector: boolean };
const isThere: Standing = { sides: side.now, running: [], inspector: false };

/** A database row as the API shows it, seen from `asOf`. */
export function toAffectedRow(row: DetailRow, asOf: Date, { sides, running, inspector }: Standing = isThere): AffectedRow {
  return {
    service: { slug: row.slug, name: row.serviceName },
    team: toTeamRef(row),
    artifact: { id: row.artifactId, kind: row.kind, name: row.artifactName, ref: row.ref },
    ...componentOf(row),
    since: (row.since ?? row.builtAt).toISOString(),
    present: { ...presentOf(sides), running },
    until: row.until?.toISOString() ?? null,
    build: { seq: row.seq, version: row.buildVersion, commit: row.commit, runUrl: row.runUrl, builtAt: row.builtAt.toISOString() },
    sbomAgeSeconds: Math.max(0, Math.floor((asOf.getTime() - row.builtAt.getTime()) / 1_000)),
    stale: row.builtAt < staleBefore(asOf),
    incomplete: row.incomplete,
    inspector,
  };
}

/** Built in the window is present in it too, if only for a moment. */
function presentOf(sides: number): Omit<AffectedRow["present"], "running"> {
  return { now: (sides & side.now) !== 0, during: (sides & (side.during | side.built)) !== 0, built: (sides & side.built) !== 0 };
}

const artifactItself = { package: null, packageVersionId: null, version: null, release: null, direct: null, via: [], depth: null, scope: null };

function componentOf(row: DetailRow): Pick<AffectedRow, keyof typeof artifactItself> {
  const { ecosystem, packageName: name, version, release } = row;
  if (ecosystem === null || name === null || version === null) return artifactItself;
  return {
    package: { ecosystem, name, purl: purlOf({ ecosystem, name, version, release: release ?? "" }) },
    packageVersionId: row.packageVersionId,
    version,
    release: release || null,
    direct: row.direct ?? false,
    via: row.direct ? [] : row.via,
    depth: row.depth || null,
    scope: componentScopes[row.scope ?? 0] ?? "runtime",
  };
}

/** The row of a presence; null for an artifact itself. */
export function asPackageRow(row: AffectedRow): PackageRow | null {
  const { package: named, packageVersionId, version, direct, scope } = row;
  if (named === null || packageVersionId === null || version === null || direct === null || scope === null) return null;
  return { ...row, package: named, packageVersionId, version, direct, scope };
}

const detailOf: Record<(typeof reasonRanks)[number], string> = {
  inspector_reports: "Amazon Inspector reports it, and its SBOMs do not. Compare the image with its SBOM.",
  inspector_unverified:
    "Amazon Inspector reported it, and has not seen that it is gone. Have the image scanned again, or upload the SBOM of a build that has it no more.",
  no_sbom: "No SBOM of this service is known. Upload one from its build.",
  built_later:
    "It was first built after the time that is asked about, so what it had then is not known. Upload the SBOM of a build from then, with its builtAt.",
  incomplete_sbom:
    "The newest SBOM of one of its artifacts lists no component, has some that could not be read, or says that it is incomplete. Look at that build's warnings.",
  stale: `The newest SBOM of one of its artifacts is more than ${freshnessDays} days old. Build it again and upload.`,
  unorderable_version:
    "It holds the package at a version that cannot be compared with the one asked for, or a component of that name without a purl. Look at its components.",
  no_release:
    "It holds a package of a distribution, but its SBOM does not say of which release. Make the generator write the release into the purl (distro=...).",
  no_deployment: "Nobody has said which of its builds runs. Report deployments from its pipeline: wherein deploy.",
  advisory_unknown: "No advisory with an id that is asked for is in the mirror, so nothing is known of it. Ask for the package instead.",
  no_hash:
    "It holds a version that has been seen with this hash, but its SBOM gives no SHA-256 for it. Make the generator write hashes, or compare the file itself.",
  no_version: "It holds the package, but its SBOM gives no version. Look at its components.",
};

/**
 * @param rank the place of the reason in `reasonRanks`
 * @param report what Inspector reports of it, where that is the reason
 */
export function toUnknownService(row: UnknownRow, rank: number, report: ReportRow | undefined): UnknownService {
  const reason = reasonOf(rank);
  return {
    service: { slug: row.slug, name: row.name },
    team: row.team,
    reason,
    detail: isOfInspector(rank) && report ? reportOf(row, reason, report) : detailOf[reason],
    lastBuiltAt: row.lastBuiltAt?.toISOString() ?? null,
  };
}

function reportOf({ lastBuiltAt }: UnknownRow, reason: ReturnType<typeof reasonOf>, { resources, areImages, isListed, isUnscanned }: ReportRow): string {
  const where = resources === 0 ? "" : ` in ${resources} ${areImages ? "image" : "resource"}${resources === 1 ? "" : "s"}`;
  const against = isListed
    ? "the SBOM lists the package, and no mirrored advisory says that this version is affected"
    : lastBuiltAt === null
      ? "there is no SBOM to say whether it is so"
      : "the SBOM does not list the package";
  if (reason === "inspector_reports") return `Amazon Inspector reports it${where}; ${against}.`;
  const it = `the ${areImages ? "image" : "resource"}${resources > 1 ? "s" : ""}`;
  const ending = isUnscanned ? `does not scan ${it} any more` : `closed it; whether it still scans ${it} is not known`;
  return `Amazon Inspector reported it${where} and ${ending}; ${against}.`;
}

export function reasonOf(rank: number): (typeof reasonRanks)[number] {
  return reasonRanks[rank] ?? "no_sbom";
}
