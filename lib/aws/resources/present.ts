import { toIso } from "@/lib/inventory/read/present";
import type { ArtifactRef } from "@/lib/inventory/read/schemas/common";
import type { ArtifactNames } from "./queries/artifacts";
import type { HintRow } from "./queries/hints";
import type { BuildNames, MappedRow, ResourceRow } from "./queries/list";
import type { NamedRule } from "./queries/rules";
import type { AwsResourceAnswer, MappingRuleAnswer } from "./schemas";

export function toArtifactFields(row: ArtifactNames): { service: { slug: string; name: string }; artifact: ArtifactRef } {
  return {
    service: { slug: row.slug, name: row.serviceName },
    artifact: { id: row.artifactId, kind: row.kind, name: row.artifactName, ref: row.ref },
  };
}

export function toRule({ id, position, type, account, name, label, createdBy, createdAt, ...artifact }: NamedRule): MappingRuleAnswer {
  return { id, position, type, account, name, label, ...toArtifactFields(artifact), createdBy, createdAt: createdAt.toISOString() };
}

export function toResource(row: ResourceRow, mapped: readonly MappedRow[], hints: readonly HintRow[]): AwsResourceAnswer {
  const { id, key, type, typeName, account, region, name, tags, labels, platform, digest, openFindings } = row;
  return {
    ...{ id, key, type, typeName, account, region, name, tags, labels, platform, digest, openFindings },
    scan: row.scanStatus === null ? null : { status: row.scanStatus, reason: row.scanReason, scannedAt: toIso(row.scannedAt) },
    firstSeenAt: row.firstSeenAt.toISOString(),
    saidAt: row.saidAt.toISOString(),
    artifacts: mapped.map((each) => ({ ...toArtifactFields(each), build: toBuild(each), by: each.by, since: each.mappedAt.toISOString() })),
    hints: hints.map((hint) => ({ ...toArtifactFields(hint), build: toBuild(hint), by: hint.tag === null ? "name" : "tag", text: hintText(hint, row) })),
  };
}

const toBuild = ({ buildSeq, version, commit }: BuildNames & { buildSeq: number | null }) => (buildSeq === null ? null : { seq: buildSeq, version, commit });

function hintText({ tag, word, slug, artifactName, ref }: HintRow, { name, type, tags }: ResourceRow): string {
  const artifact = `${slug}/${artifactName} (${ref})`;
  if (tag !== null)
    return word === "version" ? `The tag ${tag} is the version of a build of ${artifact}.` : `The tag ${tag} names the commit of a build of ${artifact}.`;
  const alike = `${name} is called like ${artifact}`;
  if (type !== "AWS_ECR_CONTAINER_IMAGE") return `${alike}, and so are others.`;
  return tags.length === 0 ? `${alike}, but the image has no tag.` : `${alike}, of which no build has a tag of the image as its version or commit.`;
}
