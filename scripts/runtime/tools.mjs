import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";
import { Refusal } from "./refusal.mjs";

/**
 * Runs a bundle of dist/ to its end. Its stdout is returned; its stderr is shown as it comes.
 * A tool that fails has said why in one sentence, so the Refusal it becomes is silent.
 */
export async function runBundle(name, parameters, environment) {
  const child = spawn(process.execPath, [join(ROOT, "dist", `${name}.js`), ...parameters], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Refusal(`${name} ended with status ${code}.`, { silent: true });
  return output.trim();
}
