import { spawn } from "node:child_process";

export type Run = { code: number | null; out: string; err: string };
export type How = { input?: Buffer; environment?: Record<string, string | undefined> };

/** Runs the command line as a process of its own, with no variables but PATH and these. */
export function runCli(args: readonly string[], { input, environment = {} }: How): Promise<Run> {
  const env = { PATH: process.env.PATH, ...environment } as unknown as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, ["scripts/cli/wherein.mjs", ...args], { env });
  const texts = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (texts.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (texts.err += chunk.toString()));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...texts })));
}
