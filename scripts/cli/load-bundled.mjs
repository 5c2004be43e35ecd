import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../runtime/paths.mjs";
import { Failure } from "./failure.mjs";

/** A TypeScript module of this repository, bundled for this process: a third of a second, and no build that could be old. */
export async function loadBundled(source) {
  const { build, stop } = await import("esbuild").catch((cause) => {
    throw new Failure("This needs the dependencies of the repository: run npm ci in it first.", { cause });
  });
  // Within the repository, so that what the module imports is found.
  const outfile = join(ROOT, "node_modules/.cache/wherein-cli", `${basename(source, ".ts")}-${process.pid}.mjs`);
  try {
    await build({
      absWorkingDir: ROOT,
      entryPoints: [source],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      logLevel: "error",
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
    await stop();
  }
}
