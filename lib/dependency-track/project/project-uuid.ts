import { createHash } from "node:crypto";

/** What a project of Dependency-Track is here: an artifact. */
export type ProjectIdentity = { artifactId: number; service: string; kind: string; name: string; ref: string };

/**
 * The stable UUID of an artifact as a project: version 8 (RFC 9562, section 5.8). The last 32 bits are the artifact's id;
 * the others are a hash of its names, so that a UUID of another installation does not name an artifact of this one.
 */
export function projectUuidOf({ artifactId, service, kind, name, ref }: ProjectIdentity): string {
  const bytes = createHash("sha256")
    .update(JSON.stringify(["wherein project", service, kind, name, ref]))
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8(0x80 | ((bytes[6] ?? 0) & 0x0f), 6);
  bytes.writeUInt8(0x80 | ((bytes[8] ?? 0) & 0x3f), 8);
  bytes.writeUInt32BE(artifactId, 12);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The artifact's id in the UUID of a project, or null when the UUID cannot be one of ours. To be held against `projectUuidOf`. */
export function artifactIdIn(uuid: string): number | null {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuid)) return null;
  const id = Number.parseInt(uuid.slice(-8), 16);
  return id > 0 && id <= 0x7fff_ffff ? id : null;
}
