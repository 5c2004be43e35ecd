import { ZodError } from "zod";
import { closePool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";

// Command line over lib, run by the scripts of package.json with DATABASE_URL set: admin <subcommand> [options].
// Each subcommand is loaded alone: none needs what the others do.
const subcommands: Record<string, (parameters: string[]) => Promise<string | null>> = {
  "setup-link": async () => {
    const { issueSetupLink } = await import("@/lib/auth/issue-setup-link");
    return await issueSetupLink();
  },
  token: async (parameters) => {
    const { runTokenCommand } = await import("./admin/token-command");
    return await runTokenCommand(parameters);
  },
  person: async (parameters) => {
    const { runPersonCommand } = await import("./admin/person-command");
    return await runPersonCommand(parameters);
  },
  "self-sbom": async () => {
    const { uploadSelfSbom } = await import("./admin/upload-self-sbom");
    return await uploadSelfSbom();
  },
};

function sentenceOf(error: unknown): string {
  if (error instanceof ZodError) return error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  if (error instanceof WhereinError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  const [name = "", ...parameters] = process.argv.slice(2);
  const subcommand = subcommands[name];
  if (subcommand === undefined) throw new WhereinError("invalid", `There is no subcommand "${name}": use ${Object.keys(subcommands).join(", ")}.`);
  const output = await subcommand(parameters);
  if (output !== null) process.stdout.write(`${output}\n`);
} catch (error) {
  process.stderr.write(`wherein: ${sentenceOf(error)}\n`);
  process.exitCode = 1;
} finally {
  await closePool();
}
