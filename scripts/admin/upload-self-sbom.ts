import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { systemContext } from "@/lib/auth/system-context";
import { prisma, uuidv7 } from "@/lib/db";
import { createPool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { Ingest } from "@/lib/inventory/ingest/ingest-document";
import { toBuildRequest } from "@/lib/inventory/upload/build-request";
import { uploadRequestSchema } from "@/lib/inventory/upload/schemas";

const settingKey = "self_sbom";
const sbomBytesMax = 64 * 1_048_576;
const sbomMsMax = 60_000;
const root = resolve(import.meta.dirname, "..");

/**
 * Uploads Wherein's own SBOM, made from its lock file by npm, so that the first search has a true answer.
 * Once per database: nothing happens when the setting says that it was done. Uses the verb of every upload.
 */
export async function uploadSelfSbom(): Promise<null> {
  if ((await prisma().setting.findUnique({ where: { key: settingKey } })) !== null) {
    await prisma().$disconnect();
    return null;
  }
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(resolve(root, "package.json"), "utf8")));
  const document = await makeSbom();
  const receivedAt = new Date();
  const request = toBuildRequest(uploadRequestSchema.parse({ service: "wherein", artifact: "wherein", kind: "application", ref: "main", version }), receivedAt);
  const ingestPool = createPool(env().DATABASE_URL, 2, { pipeline: true });
  try {
    const uploadId = uuidv7();
    await new Ingest(ingestPool).ingest(systemContext("start"), { document, request, uploadId, receivedAt });
    await prisma().setting.create({ data: { key: settingKey, value: { version, uploadedAt: receivedAt.toISOString(), uploadId } } });
  } finally {
    await Promise.all([ingestPool.end(), prisma().$disconnect()]);
  }
  return null;
}

async function makeSbom(): Promise<Buffer> {
  const parameters = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--loglevel=error"];
  const options = { cwd: root, encoding: "buffer", maxBuffer: sbomBytesMax, timeout: sbomMsMax } as const;
  const run = promisify(execFile);
  const npm = process.env.npm_execpath;
  const { stdout } = npm?.endsWith(".js") ? await run(process.execPath, [npm, ...parameters], options) : await run("npm", parameters, options);
  return stdout;
}
