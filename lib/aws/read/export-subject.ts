import { readArn } from "./arn";
import { codeDigest, imageDigest } from "./digest";
import { readAwsTime } from "./time";
import { isAccount } from "./values";

/** What an exported SBOM is of, as far as it and the name of its file say. `at`: when it was exported. */
export type ExportSubject = { digest: string | null; arn: string | null; account: string | null; at: string | null };

/**
 * The image or function that an SBOM of `CreateSbomExport` is of, by the beginning of the document (up to its components or packages) and the key of
 * its file, which has the ARN. Null for what is neither, such as an instance.
 */
export function readExportSubject(start: string, key: string): ExportSubject | null {
  const [head = ""] = start.split(/"(?:components|packages)"\s*:/, 1);
  const type = property(head, "resourceType") ?? /(?:^|\/)resource=([A-Z0-9_]+)\//.exec(key)?.[1] ?? "";
  // `EC2://i-...` and `account/EC2/i-...` in SPDX.
  const isInstance = /EC2_INSTANCE/.test(type) || /^EC2:/i.test(member(head, "documentNamespace") ?? "") || /^\d{12}\/EC2\//i.test(member(head, "name") ?? "");
  if (isInstance) return null;
  const arn = arnIn(property(head, "resourceId") ?? "") ?? arnIn(head) ?? arnIn(key);
  const said = property(head, "imageId") ?? property(head, "codeSha256");
  const digest = imageDigest(said) ?? codeDigest(said) ?? digestIn(`${member(head, "documentNamespace")} ${member(head, "name")}`) ?? digestIn(key);
  if (digest === null && readArn(arn ?? "")?.service !== "lambda") return null;
  const account = property(head, "accountId") ?? /^(\d{12})\//.exec(member(head, "name") ?? "")?.[1] ?? readArn(arn ?? "")?.account;
  const at = readAwsTime(member(head, "timestamp") ?? member(head, "created"));
  return { digest, arn, account: isAccount(account) ? account : null, at };
}

const textMax = 1_000;

/** The value of a property of CycloneDX, in the order in which Inspector writes it. */
function property(head: string, name: string): string | null {
  return new RegExp(`"name"\\s*:\\s*"${name}"\\s*,\\s*"value"\\s*:\\s*"([^"\\\\]{1,${textMax}})"`).exec(head)?.[1] ?? null;
}

function member(head: string, name: string): string | null {
  return new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]{1,${textMax}})"`).exec(head)?.[1] ?? null;
}

function digestIn(text: string): string | null {
  const hex = /sha256[:_-]([0-9a-f]{64})(?![0-9a-f])/i.exec(text)?.[1];
  return hex === undefined ? null : `sha256:${hex.toLowerCase()}`;
}

function arnIn(text: string): string | null {
  return /arn:aws[a-z-]*:(?:ecr|lambda):[a-z0-9-]+:\d{12}:[\w/.:$-]+?(?=\.json|"|$)/.exec(text)?.[0] ?? null;
}
