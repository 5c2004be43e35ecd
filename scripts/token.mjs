import "./runtime/node-version.mjs";
import { runCommand } from "./runtime/refusal.mjs";

// `npm run token -- create --name ci --scope sbom:write`: prints the token on stdout and nothing else.
runCommand(async () => {
  const { withDatabase } = await import("./runtime/with-database.mjs");
  const { runBundle } = await import("./runtime/tools.mjs");
  const parameters = ["token", ...process.argv.slice(2)];
  const output = await withDatabase((environment) => runBundle("admin", parameters, environment), {
    // A misspelt scope is told before a database is started for it.
    before: (environment) => runBundle("admin", [...parameters, "--check"], environment),
  });
  process.stdout.write(`${output}\n`);
});
