import { createHash, createHmac } from "node:crypto";
import type { Signed } from "./authorisation";
import { AwsError } from "./aws-error";
import type { FakeRequest } from "./service";

const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");
const hmac = (key: Buffer | string, text: string) => createHmac("sha256", key).update(text).digest();
const encoded = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Computes the signature (version 4) of a request again, with the secret of its key. Throws SignatureDoesNotMatch when it has another, or another body. */
export function checkSignature(request: FakeRequest, signed: Signed, secret: string): void {
  const date = String(request.headers["x-amz-date"]);
  const scope = `${date.slice(0, 8)}/${signed.region}/${signed.service}/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", date, scope, sha256(canonicalOf(request, signed))].join("\n");
  const [day, region, service, end] = scope.split("/") as [string, string, string, string];
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), service), end);
  if (hmac(key, text).toString("hex") !== signed.signature) throw mismatch("The request signature we calculated does not match the signature you provided.");
}

function canonicalOf({ method, path, query, headers, body }: FakeRequest, { signedHeaders, service }: Signed): string {
  // S3 takes the path as it is sent; the others encode it once more.
  const uri = service === "s3" ? path : path.split("/").map(encoded).join("/");
  const parameters = [...query].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort();
  const lines = signedHeaders.map(
    (name) =>
      `${name}:${String(headers[name] ?? "")
        .trim()
        .replace(/ +/g, " ")}`,
  );
  return [method, uri, parameters.join("&"), ...lines, "", signedHeaders.join(";"), payloadOf(headers["x-amz-content-sha256"], body)].join("\n");
}

function payloadOf(said: string | string[] | undefined, body: Buffer): string {
  const hash = sha256(body);
  if (said === undefined || said === hash) return hash;
  if (said === "UNSIGNED-PAYLOAD") return said;
  throw mismatch("The provided x-amz-content-sha256 header does not match what was computed.");
}

const mismatch = (message: string) => new AwsError("SignatureDoesNotMatch", message, 403);
