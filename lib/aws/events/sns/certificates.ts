import { X509Certificate } from "node:crypto";
import { checkRate } from "@/lib/http/rate-limit";
import type { FetchPinned } from "./fetch-pinned";

type Kept = { certificate: Promise<X509Certificate | null>; untilMs: number };

const keptMax = 50;
const keptMs = 86_400_000;
/** So that what does not exist is not asked for with every message. */
const missingKeptMs = 60_000;
const rsaBitsMin = 2_048;

/** Signing certificates of SNS by their pinned address: fetched once, kept for a day, never more than 50 of them. */
export class SnsCertificates {
  readonly #fetch: FetchPinned;
  readonly #kept = new Map<string, Kept>();

  constructor(fetch: FetchPinned) {
    this.#fetch = fetch;
  }

  /** The certificate at an address; null when there is none. Throws `unavailable` or `rate_limited` when it cannot be fetched now. */
  async get(url: URL): Promise<X509Certificate | null> {
    const kept = this.#kept.get(url.href);
    if (kept !== undefined && kept.untilMs > Date.now()) {
      // What is in use is the last to go, whatever forgers make us ask for.
      this.#keep(url.href, kept);
      return kept.certificate;
    }
    const entry: Kept = { certificate: this.#load(url), untilMs: Date.now() + keptMs };
    this.#keep(url.href, entry);
    try {
      const certificate = await entry.certificate;
      if (certificate === null) entry.untilMs = Date.now() + missingKeptMs;
      return certificate;
    } catch (error) {
      if (this.#kept.get(url.href) === entry) this.#kept.delete(url.href);
      throw error;
    }
  }

  async #load(url: URL): Promise<X509Certificate | null> {
    await checkRate("certificate", url.host);
    const { status, bytes } = await this.#fetch(url);
    return status === 200 ? certificateOf(bytes) : null;
  }

  #keep(address: string, entry: Kept): void {
    this.#kept.delete(address);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= keptMax && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(address, entry);
  }
}

function certificateOf(bytes: Buffer): X509Certificate | null {
  try {
    return new X509Certificate(bytes);
  } catch {
    return null;
  }
}

/** Why a certificate cannot have signed for SNS at `now`, in words; null: it can. Its chain was proven by TLS with the host that it came from. */
export function faultOfCertificate(certificate: X509Certificate, host: string, now: Date): string | null {
  if (now < new Date(certificate.validFrom) || now > new Date(certificate.validTo)) return "is not valid now";
  if (certificate.checkHost("sns.amazonaws.com") === undefined && certificate.checkHost(host) === undefined) return "is not one of SNS";
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== "rsa" || (asymmetricKeyDetails?.modulusLength ?? 0) < rsaBitsMin) return `has no RSA key of ${rsaBitsMin} bits or more`;
  return null;
}
