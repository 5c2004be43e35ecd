import "./runtime/node-version.mjs";
import { runCommand } from "./runtime/refusal.mjs";

// `npm run check:drift`: on the server of TEST_DATABASE_URL, or on a temporary PostgreSQL.
runCommand(async () => {
  const { ensureInstalled } = await import("./runtime/install.mjs");
  const { ensureBuilt } = await import("./build.mjs");
  const { runBundle } = await import("./runtime/tools.mjs");
  const { startTemporaryCluster } = await import("./postgres/temporary-cluster.mjs");
  const say = (line) => process.stderr.write(`${line}\n`);
  ensureInstalled(say);
  await ensureBuilt({ pages: false, say });
  const given = process.env.TEST_DATABASE_URL;
  const cluster = given ? { url: given, stop: async () => {} } : await startTemporaryCluster();
  try {
    say(await runBundle("check-drift", [], { TEST_DATABASE_URL: cluster.url }));
  } finally {
    await cluster.stop();
  }
});
