import "./runtime/node-version.mjs";
import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { loadBundled } from "./cli/load-bundled.mjs";
import { Refusal, runCommand } from "./runtime/refusal.mjs";

const usage = `Usage: npm run check:versions -- [--right] FILE...

Reads tables of version facts, one a line (a < b, a = b or a > b; // and # begin a comment), and says which of them
Wherein's order has right, wrong or refuses to tell. The scheme is what the file's name begins with: maven-mine.txt.

  --right   prints the right lines too

Ends with 1 when a line is wrong, or the name of a file begins with no scheme.`;

// `npm run check:versions`.
runCommand(async () => {
  const { values, positionals } = readArguments();
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  if (positionals.length === 0) throw new Refusal(usage);
  const { checkVersionFile, versionSchemes } = await loadBundled("scripts/check-version-files.ts");
  let wrong = 0;
  for (const path of positionals) {
    if (!(await stat(path).catch(() => null))?.isFile()) throw new Refusal(`${path} is no file.`);
    const checked = await checkVersionFile(path);
    if (checked.scheme === null) {
      // The others are judged all the same: folders of tables hold notes too.
      process.stderr.write(`${path}: its name begins with no scheme. Schemes are ${versionSchemes.join(", ")}; ecosystems such as debian or npm do too.\n`);
      process.exitCode = 1;
      continue;
    }
    const lines = [...(values.right ? checked.rightLines : []), ...checked.lines];
    const summary = `${path} (${checked.scheme}): ${checked.right} right, ${checked.wrong} wrong, ${checked.refused} refused`;
    process.stdout.write(`${[...lines, summary].join("\n")}\n`);
    wrong += checked.wrong;
  }
  if (wrong > 0) process.exitCode = 1;
});

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { right: { type: "boolean" }, help: { type: "boolean", short: "h" } } });
  } catch (cause) {
    throw new Refusal(`${cause.message}\n\n${usage}`);
  }
}
