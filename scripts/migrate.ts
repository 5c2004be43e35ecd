import { resolve } from "node:path";
import { explainConnection } from "@/lib/db/explain-connection";
import { MigrationProblem, migrate } from "@/lib/db/migrations";

// The bundle lies in dist/, one below the root. DATABASE_URL is set by whoever runs this.
const root = resolve(import.meta.dirname, "..");
const databaseUrl = process.env.DATABASE_URL ?? "";

try {
  const applied = await migrate(databaseUrl, root);
  for (const name of applied) process.stderr.write(`Migrated: ${name}\n`);
  if (process.argv.includes("--setup-link")) await printSetupLink();
} catch (error) {
  const sentence = error instanceof MigrationProblem ? error.message : explainConnection(error, databaseUrl);
  const text = sentence ?? (error instanceof Error ? `The database could not be prepared: ${error.message}` : String(error));
  process.stderr.write(`wherein: ${text}\n`);
  process.exitCode = 1;
}

/** Start-up wants both, and a process less is a quarter of a second less. Nothing once there is an administrator. */
async function printSetupLink(): Promise<void> {
  const { issueSetupLink } = await import("@/lib/auth/issue-setup-link");
  process.stdout.write((await issueSetupLink()) ?? "");
}

// The engine's adapter may keep an idle connection: nothing is left to wait for.
process.exit();
