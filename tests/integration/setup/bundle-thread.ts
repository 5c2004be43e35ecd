import { basename, join } from "node:path";
import { build } from "esbuild";
import { startDocumentQueue } from "@/lib/inventory/documents/run-document-task";

/** The file of a worker thread made from this source, as scripts/build.mjs makes it for dist/. */
export async function bundleThread(source: string): Promise<string> {
  const threadFile = join(process.cwd(), "node_modules/.cache/wherein-test", `${basename(source, ".ts")}-${process.pid}.mjs`);
  await build({ entryPoints: [source], outfile: threadFile, bundle: true, platform: "node", format: "esm", packages: "external", logLevel: "error" });
  return threadFile;
}

/** Gives this process its document thread, for verbs that use it; returns what ends it. */
export async function startDocumentThread(): Promise<() => Promise<void>> {
  const queue = startDocumentQueue(await bundleThread("lib/inventory/documents/document-thread.ts"));
  return () => queue.close();
}
