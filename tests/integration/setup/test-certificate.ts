import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A certificate as PEM and the key that signs with it. */
export type TestCertificate = { pem: string; key: KeyObject };

type Made = { commonName: string; names?: readonly string[]; from?: Date; to?: Date; bits?: number; kind?: "rsa" | "ec" };

const day = 86_400_000;

/** A self-signed X.509 certificate (RFC 5280), which Node can read but not make: DER by hand, signed by Node. */
export function makeCertificate({ commonName, names = [], from, to, bits = 2_048, kind = "rsa" }: Made): TestCertificate {
  const { publicKey, privateKey } = kind === "rsa" ? generateKeyPairSync("rsa", { modulusLength: bits }) : generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = kind === "rsa" ? sequence(oid("2a864886f70d01010b"), tagged(0x05)) : sequence(oid("2a8648ce3d040302"));
  const name = sequence(tagged(0x31, sequence(oid("550403"), tagged(0x0c, Buffer.from(commonName)))));
  const validity = sequence(time(from ?? new Date(Date.now() - day)), time(to ?? new Date(Date.now() + day)));
  const alternatives = sequence(...names.map((each) => tagged(0x82, Buffer.from(each))));
  const extensions = names.length === 0 ? [] : [tagged(0xa3, sequence(sequence(oid("551d11"), tagged(0x04, alternatives))))];
  const key = publicKey.export({ type: "spki", format: "der" });
  const version = tagged(0xa0, tagged(0x02, Buffer.from([2])));
  const signed = sequence(version, tagged(0x02, Buffer.from([1])), algorithm, name, validity, name, key, ...extensions);
  const signature = tagged(0x03, Buffer.from([0]), sign("sha256", signed, privateKey));
  const der = sequence(signed, algorithm, signature);
  return { pem: `-----BEGIN CERTIFICATE-----\n${der.toString("base64").replaceAll(/(.{64})/g, "$1\n")}\n-----END CERTIFICATE-----\n`, key: privateKey };
}

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Uint8Array[]) => tagged(0x30, ...parts);
const oid = (hex: string) => tagged(0x06, Buffer.from(hex, "hex"));

// GeneralizedTime, to the second.
function time(at: Date): Buffer {
  return tagged(0x18, Buffer.from(`${at.toISOString().replaceAll(/[-:T]/g, "").slice(0, 14)}Z`));
}
