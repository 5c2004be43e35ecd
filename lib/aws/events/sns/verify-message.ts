import { verify } from "node:crypto";
import { WhereinError } from "@/lib/errors";
import { faultOfCertificate, type SnsCertificates } from "./certificates";
import type { SnsMessage } from "./message";
import { certificateUrlOf, snsHostOf } from "./pinned-host";
import { signedTextOf } from "./signed-text";

/** SNS tries an endpoint for an hour at most (DeliveryPolicy: total retry time 3,600 s). */
const ageMsMax = 3_600_000;
const aheadMsMax = 300_000;

/**
 * Whether SNS has signed this message, by its documentation's checklist: version 2 (SHA-256 with RSA; version 1 is SHA-1), a certificate from the
 * host of the topic's own region, valid now, made for SNS, and a signature that fits; and that it is not an old one. Throws `forbidden` with the
 * reason. Whether the topic may speak here is the caller's to check, before it.
 */
export async function verifySnsMessage(message: SnsMessage, certificates: SnsCertificates, now: Date): Promise<void> {
  if (message.SignatureVersion !== "2")
    throw refused("sns_signature_version", "Only SignatureVersion 2 is taken. Set the topic's attribute SignatureVersion to 2.");
  const ageMs = now.getTime() - Date.parse(message.Timestamp);
  if (ageMs > ageMsMax || ageMs < -aheadMsMax) throw refused("sns_stale", `The message is of ${message.Timestamp}, which is not within the hour.`);
  const url = certificateUrlOf(message.SigningCertURL, message.TopicArn);
  if (url === null) throw refused("sns_certificate_host", `The certificate must be a .pem file of https://${snsHostOf(message.TopicArn)}.`);
  const certificate = await certificates.get(url);
  const fault = certificate === null ? "is not there" : faultOfCertificate(certificate, url.hostname, now);
  if (certificate === null || fault !== null) throw refused("sns_certificate", `The certificate of the signature ${fault}.`);
  const signature = Buffer.from(message.Signature, "base64");
  if (!verify("sha256", Buffer.from(signedTextOf(message)), certificate.publicKey, signature))
    throw refused("sns_signature", "The signature does not fit the message.");
}

function refused(reason: string, detail: string): WhereinError {
  return new WhereinError("forbidden", detail, { reason });
}
