import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SpoolDirectory } from "@/lib/inventory/spool/spool-directory";
import { spoolBody } from "./spool-body";

let parent: string;
let spool: SpoolDirectory;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "spool-body-"));
  spool = new SpoolDirectory("web", { bytesMax: 1_000_000, parent });
});
afterEach(() => {
  spool.close();
  rmSync(parent, { recursive: true, force: true });
});

async function* garbage(): AsyncGenerator<Buffer> {
  yield Buffer.alloc(8_192, 0x78);
}

describe("spoolBody", () => {
  it("leaves no file behind when the first bytes are refused, however soon that is", async () => {
    for (let i = 0; i < 200; i++) {
      await expect(spoolBody(garbage(), { bytesMax: 10_000, spool, declared: null })).rejects.toMatchObject({ reason: "not_an_sbom" });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(readdirSync(spool.path)).toEqual([]);
  });

  it("keeps what was sent in its file until that is removed", async () => {
    const { file } = await spoolBody([Buffer.from('{"bomFormat":"CycloneDX"}')] as unknown as AsyncIterable<Buffer>, { bytesMax: 10_000, spool, declared: 25 });
    expect(readdirSync(spool.path)).toHaveLength(1);
    await file?.remove();
    expect(readdirSync(spool.path)).toEqual([]);
  });
});
