import "./runtime/node-version.mjs";
import { runCommand } from "./runtime/refusal.mjs";

runCommand(async () => {
  const { start } = await import("./runtime/start.mjs");
  await start();
});
