import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the checkout: scripts run from here whatever the working directory is. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
