import "./runtime/node-version.mjs";
import { runCommand } from "./runtime/refusal.mjs";

runCommand(async () => {
  const { bench } = await import("./bench/bench.mjs");
  await bench(process.argv.slice(2));
});
