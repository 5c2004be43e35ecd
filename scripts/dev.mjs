import "./runtime/node-version.mjs";
import { runCommand } from "./runtime/refusal.mjs";

// `npm run dev`: as `npm start`, with pages that are compiled when they are asked for. server.ts and lib/jobs are
// bundled once: start again after a change to them.
runCommand(async () => {
  const { start } = await import("./runtime/start.mjs");
  await start({ development: true });
});
