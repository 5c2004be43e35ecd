import { imageDigest } from "./digest";
import { AwsRefusal } from "./problem";
import { type JsonObject, memberOf, neededText, numberOf, objectOf, textOf, textsOf } from "./values";

/** An image was pushed to a repository of ECR, or deleted from it. `digest` is null where AWS says none that can be read. */
export type ImageAction = { repository: string; digest: string | null; tag: string | null; action: "push" | "delete" };

/** Inspector scanned an image. `counts` are its findings by severity, in lower case. */
export type ImageScan = { repository: string; digest: string | null; tags: string[]; status: string; counts: Record<string, number> };

/** `detail` of the event `ECR Image Action`. */
export function imageActionOf(detail: JsonObject): ImageAction {
  const action = neededText(detail, "action-type", 50);
  if (action !== "PUSH" && action !== "DELETE") throw new AwsRefusal("value_unknown", "/action-type", "The action is neither PUSH nor DELETE.");
  return {
    repository: neededText(detail, "repository-name", 500),
    digest: imageDigest(memberOf(detail, "image-digest")),
    tag: textOf(detail, "image-tag", 200),
    action: action === "PUSH" ? "push" : "delete",
  };
}

/** `detail` of the event `Inspector2 Scan`, whose repository is an ARN. */
export function imageScanOf(detail: JsonObject): ImageScan {
  const counts = objectOf(detail, "finding-severity-counts");
  const entries = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNTRIAGED", "TOTAL"].flatMap((name) => {
    const count = numberOf(counts, name, 0, Number.MAX_SAFE_INTEGER);
    return count === null ? [] : [[name.toLowerCase(), count] as const];
  });
  return {
    repository: neededText(detail, "repository-name", 500).replace(/^arn:.*:repository\//, ""),
    digest: imageDigest(memberOf(detail, "image-digest")),
    tags: textsOf(detail, "image-tags", 200, 200),
    status: neededText(detail, "scan-status", 100),
    counts: Object.fromEntries(entries),
  };
}
