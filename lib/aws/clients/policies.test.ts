import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { documentedActions, documentedStatements } from "@/tests/aws/policies";
import { actionOf } from "./actions";

const root = resolve(import.meta.dirname, "../../..");

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** What the code calls: commands of the SDK's clients, the sessions that it opens, and the request that is signed by hand. */
async function calledActions(): Promise<Set<string>> {
  const called = new Set<string>();
  for (const path of [...sourcesBelow("lib"), ...sourcesBelow("app"), ...sourcesBelow("scripts")]) {
    const code = readFileSync(path, "utf8").replace(/^import type .*$/gm, "");
    if (code.includes("fromTemporaryCredentials(")) called.add("sts:AssumeRole");
    if (code.includes('"/scan/sbom"')) called.add("inspector-scan:ScanSbom");
    const packages = new Set([...code.matchAll(/"(@aws-sdk\/client-[\w-]+)"/g)].map(([, name = ""]) => name));
    for (const command of new Set([...code.matchAll(/\b([A-Z]\w+Command)\b/g)].map(([, name = ""]) => name))) {
      if (packages.size > 0) for (const action of await actionsOfCommand(command, packages, path)) called.add(action);
    }
  }
  return called;
}

async function actionsOfCommand(command: string, packages: ReadonlySet<string>, path: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of packages) {
    const client = (await import(name)) as Record<string, unknown>;
    const clientName = Object.keys(client).find((key) => /^[A-Z]\w*[a-zA-Z0-9]Client$/.test(key) && !key.startsWith("__"));
    if (command in client && clientName !== undefined) found.push(clientName);
  }
  if (found.length !== 1) throw new Error(`${path}: ${command} is of ${found.length} of the clients in this file`);
  const action = actionOf(found[0] ?? "", command);
  return action === null ? [] : [action];
}

describe("the policies of docs/aws.md", () => {
  it("allow the calls in the code, and nothing else", async () => {
    expect([...documentedActions()].sort()).toEqual([...(await calledActions())].sort());
  });

  it("allow by name only, and on everything only where AWS knows no resources or they are not known before", () => {
    for (const { Effect, Action, Resource } of documentedStatements()) {
      expect(Effect).toBe("Allow");
      for (const action of [Action].flat()) expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
      const services = [Action].flat().map((action) => action.split(":")[0]);
      if ([Resource].flat().includes("*")) for (const service of services) expect(["inspector2", "inspector-scan", "ecs", "lambda"]).toContain(service);
    }
  });
});
