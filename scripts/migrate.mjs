import "./runtime/node-version.mjs";
import { runCommand } from "./runtime/refusal.mjs";

// `npm run migrate`: brings the database of DATABASE_URL, or the embedded one, to this version and ends.
runCommand(async () => {
  const { withDatabase } = await import("./runtime/with-database.mjs");
  await withDatabase(async () => {});
});
