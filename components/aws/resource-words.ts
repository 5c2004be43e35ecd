import type { AwsResourceType } from "@/lib/aws/model";
import type { MappingWay } from "@/lib/aws/resources/mapping";
import type { AwsResourceAnswer } from "@/lib/aws/resources/schemas";

export const typeWords: Readonly<Record<AwsResourceType, string>> = {
  AWS_ECR_CONTAINER_IMAGE: "ECR image",
  AWS_LAMBDA_FUNCTION: "Lambda function",
  AWS_EC2_INSTANCE: "EC2 instance",
  AWS_ECR_REPOSITORY: "ECR repository",
  CODE_REPOSITORY: "Code repository",
  SBOM: "Scanned SBOM",
  OTHER: "Other",
};

/** How it was found which artifact a resource is, and what that is worth. */
export const wayWords: Readonly<Record<MappingWay, { word: string; hint: string }>> = {
  digest: { word: "digest", hint: "A build of it has the digest of the resource." },
  index: { word: "image index", hint: "A build of it has the digest of an image index that lists the image." },
  rule: { word: "rule", hint: "A mapping rule says so." },
  tag: { word: "tag", hint: "A tag is the version or commit of one of its builds. That may be wrong." },
  name: { word: "name", hint: "It is called alike. That may be wrong." },
  scan: { word: "scan", hint: "Its SBOM was scanned." },
};

const reasonWords: Readonly<Record<string, string>> = {
  SCAN_ELIGIBILITY_EXPIRED: "its time is over",
  UNSUPPORTED_OS: "its system is not supported",
  UNSUPPORTED_RUNTIME: "its runtime is not supported",
  UNSUPPORTED_MEDIA_TYPE: "its media type is not supported",
  UNSUPPORTED_CONFIG_FILE: "its configuration is not supported",
  RESOURCE_TERMINATED: "it was terminated",
  EC2_INSTANCE_STOPPED: "it is stopped",
  EXCLUDED_BY_TAG: "a tag excludes it",
  ACCESS_DENIED: "Inspector has no access",
  IMAGE_SIZE_EXCEEDED: "the image is too large",
  NO_RESOURCES_FOUND: "it is not there any more",
  SCAN_FREQUENCY_MANUAL: "its scans are asked for by hand",
  SCAN_FREQUENCY_SCAN_ON_PUSH: "it is only scanned on push",
  IMAGE_ARCHIVED: "the image is archived",
  SUSPENDED: "Inspector is suspended",
};

/** Why something is no longer scanned, as people say it; words of AWS that are not known stay as they are, in small letters. */
export function reasonOf(reason: string | null): string {
  if (!reason) return "AWS does not say why";
  return reasonWords[reason] ?? reason.toLowerCase().replaceAll("_", " ");
}

type Scan = NonNullable<AwsResourceAnswer["scan"]>;

/** Whether Inspector scans it still. `at`: when it did so last. */
export function scanWords(scan: Scan | null): { state: "scanned" | "ended" | "unknown"; reason: string | null; at: string | null } {
  if (scan === null) return { state: "unknown", reason: null, at: null };
  if (scan.status === "ACTIVE") return { state: "scanned", reason: scan.reason === "SUCCESSFUL" ? null : reasonOf(scan.reason), at: scan.scannedAt };
  return { state: "ended", reason: reasonOf(scan.reason), at: scan.scannedAt };
}
