import "./runtime/node-version.mjs";
import { runCommand } from "./runtime/refusal.mjs";

// `npm run person -- password-link ada@example.org`: prints the link on stdout and nothing else.
runCommand(async () => {
  const { withDatabase } = await import("./runtime/with-database.mjs");
  const { runBundle } = await import("./runtime/tools.mjs");
  const parameters = ["person", ...process.argv.slice(2)];
  const output = await withDatabase((environment) => runBundle("admin", parameters, environment), {
    before: (environment) => runBundle("admin", [...parameters, "--check"], environment),
  });
  process.stdout.write(`${output}\n`);
});
