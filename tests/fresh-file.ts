import { vi } from "vitest";

// Test files share a process, and with it the libraries, which take longest to load. Of the product each has all anew: modules, what they keep in
// the process, and variables.
const holder = globalThis as typeof globalThis & { startedWith?: NodeJS.ProcessEnv };
const kept = globalThis as unknown as Record<string, unknown>;

holder.startedWith ??= { ...process.env };
vi.useRealTimers();
vi.unstubAllGlobals();
vi.unstubAllEnvs();
for (const name of Object.keys(process.env)) if (!(name in holder.startedWith)) delete process.env[name];
Object.assign(process.env, holder.startedWith);
for (const name of Object.keys(kept)) if (name.startsWith("wherein")) delete kept[name];
vi.resetModules();
