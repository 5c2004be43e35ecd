import fc from "fast-check";
import { inject } from "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    propertySeed: number | null;
  }
}

// A run of CI can be repeated; everywhere else each run tries other cases, and a failure prints its seed.
const seed = inject("propertySeed");
if (seed !== null) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
