import { describe, expect, it } from "vitest";
import type { WhereinError } from "@/lib/errors";
import { readOwnerFile } from "./read-owner-file";

const faultsOf = (text: string) => {
  try {
    readOwnerFile(text);
    return [];
  } catch (error) {
    return (error as WhereinError).errors.map(({ pointer, detail }) => `${pointer} ${detail}`);
  }
};

describe("an owner file", () => {
  it("is YAML or JSON, and an empty one says nothing", () => {
    const file = {
      teams: [{ slug: "payments", name: "Payments", email: "p@example.com", chat: "#payments", onCall: "+49 30 1234", runbook: "https://wiki.example.com/p" }],
      services: [
        { match: "payments-*", team: "payments" },
        { match: "old", team: null },
      ],
    };
    const yaml = `# who owns what
teams:
  - slug: payments
    name: Payments
    email: p@example.com
    chat: "#payments"
    onCall: +49 30 1234
    runbook: https://wiki.example.com/p
services:
  - { match: "Payments-*", team: payments }
  - match: old
    team: null
`;
    expect(readOwnerFile(yaml).file).toEqual(file);
    expect(readOwnerFile(JSON.stringify(file, null, "\t")).file).toEqual(file);
    for (const text of ["", "# nothing\n", "teams: []"]) expect(readOwnerFile(text).file).toEqual({ teams: [], services: [] });
  });

  it.each<[string, string, (string | RegExp)[]]>([
    ["a team without a slug", "teams:\n  - name: x\n", [/^\/teams\/0\/slug Line 2: /]],
    ["an unknown field", "teams:\n  - slug: x\n    colour: red\n", [/^\/teams\/0 Line 2: .*"colour"/]],
    ["an email that is none", "teams:\n  - slug: x\n    email: nobody\n", ["/teams/0/email Line 3: Must be an email address"]],
    ["a runbook that is no page", "teams:\n- slug: x\n  runbook: javascript:alert(1)\n", ["/teams/0/runbook Line 3: Must be an http or https URL"]],
    ["a number that is none", "teams:\n- slug: x\n  onCall: call me\n", ["/teams/0/onCall Line 3: Must be an http or https URL or a telephone number"]],
    ["a chat that is a strange address", "teams:\n- slug: x\n  chat: javascript://x\n", [/^\/teams\/0\/chat Line 3: /]],
    ["an entry without a team", "services:\n  - match: a\n  - match: b\n    team: x\n", [/^\/services\/0\/team Line 2: /]],
    ["two faults", "teams:\n- slug: A B\nservices:\n- match: ''\n  team: x\n", [/^\/teams\/0\/slug Line 2: /, /^\/services\/0\/match Line 4: /]],
    ["a list", "- teams\n", [/^ Line 1: /]],
    ["a name that stands twice", "teams: []\nservices: []\nteams: []\n", [' Line 3: "teams" stands here twice']],
    ["an alias", "teams: &a []\nservices: *a\n", [" Line 2: The alias *a: write it out"]],
    ["broken YAML", 'teams:\n  - slug: "x\n', [/^ Line \d: /]],
    ["two documents", "teams: []\n---\nteams: []\n", [/^ Line [23]: Another document begins/]],
  ])("with %s is refused with its line", (_, text, faults) => {
    const told = faultsOf(text);
    expect(told).toHaveLength(faults.length);
    for (const [index, fault] of faults.entries()) expect(told[index]).toMatch(fault);
  });

  it("that only looks like work is refused at once", () => {
    for (const text of ["[".repeat(500_000), "- ".repeat(300_000), `${"a:\n".repeat(200_000)}`, "{".repeat(1_000_000)])
      expect(faultsOf(text).length).toBeGreaterThan(0);
  });
});
