import type { IncomingHttpHeaders } from "node:http";
import { AwsError } from "./aws-error";

export type Signed = { accessKey: string; region: string; service: string; sessionToken: string | null; signedHeaders: readonly string[]; signature: string };

const header =
  /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/;

/** Who signed a request for which service and region, and how. Throws as AWS answers to requests without a signature. */
export function readAuthorisation(headers: IncomingHttpHeaders): Signed {
  const found = header.exec(headers.authorization ?? "");
  if (!found) throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
  const [, accessKey = "", day, region = "", service = "", signed = "", signature = ""] = found;
  const names = signed.split(";");
  if (!names.includes("host") || !names.includes("x-amz-date")) throw new AwsError("IncompleteSignatureException", "host and x-amz-date must be signed", 403);
  if (!String(headers["x-amz-date"]).startsWith(String(day))) throw new AwsError("SignatureDoesNotMatch", "Credential date is not that of x-amz-date", 403);
  const token = headers["x-amz-security-token"];
  if (token !== undefined && !names.includes("x-amz-security-token")) throw new AwsError("SignatureDoesNotMatch", "The session token must be signed", 403);
  return { accessKey, region, service, sessionToken: typeof token === "string" ? token : null, signedHeaders: names, signature };
}
