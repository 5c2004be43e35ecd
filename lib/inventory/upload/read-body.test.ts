import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { SpoolDirectory } from "@/lib/inventory/spool/spool-directory";
import { BufferPool } from "./buffer-pool";
import { type BodyPlaces, readBody } from "./read-body";

const chunks = Array.from({ length: 9 }, (_, i) => Buffer.alloc(65_536, i + 1));
const body = Buffer.concat(chunks);

const requestOf = (parts: readonly Buffer[], declared: number) =>
  Object.assign(Readable.from(parts), { headers: { "content-length": String(declared) } }) as unknown as IncomingMessage;

function placesWith(hashedLater: boolean): BodyPlaces {
  return { bytesMax: 1e6, memoryBytesMax: 1e6, hashedLater, buffers: new BufferPool(1e6), spool: new SpoolDirectory("web", { bytesMax: 1e6 }) };
}

describe("readBody", () => {
  it("hashes the body while it reads it, or leaves that to who takes it", async () => {
    const hashed = await readBody(requestOf(chunks, body.length), placesWith(false));
    expect(body.equals(hashed.bytes)).toBe(true);
    expect(hashed.sha256).toEqual(createHash("sha256").update(body).digest());
    const left = await readBody(requestOf(chunks, body.length), placesWith(true));
    expect(body.equals(left.bytes)).toBe(true);
    expect(left.sha256).toBeNull();
  });

  it("refuses a body that is cut off, and keeps its buffer for another one", async () => {
    const places = placesWith(true);
    await expect(readBody(requestOf(chunks.slice(1), body.length), places)).rejects.toMatchObject({ reason: "body_cut_off" });
    const first = await readBody(requestOf(chunks, body.length), places);
    expect(body.equals(first.bytes)).toBe(true);
  });
});
