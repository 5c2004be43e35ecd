import { describe, expect, test } from "vitest";
import { clusterRulesText, readClusterRules } from "./cluster-rules";
import { destinationCommands } from "./event-steps";
import { missingOf } from "./missing";
import { otherRegions, wordsIn } from "./regions";
import { reasonOf, scanWords } from "./resource-words";
import { groupCounts, resourcesHref, resourcesViewOf } from "./resources-view";
import { swapped } from "./rules-table";
import { accountNumber, roleName } from "./words";

describe("rules of clusters", () => {
  test("are a line each, with or without a sign, and come back as they were", () => {
    const rules = [
      { pattern: "prod-*", environment: "production" },
      { pattern: "*", environment: "dev" },
    ];
    expect(readClusterRules(clusterRulesText(rules))).toEqual({ rules });
    expect(readClusterRules("\n prod-*   production \n\n*=dev\n")).toEqual({ rules });
  });

  test("that are none are told by their line", () => {
    expect(readClusterRules("a = b\nnothing")).toEqual({ fault: 'Line 2 is not like "prod-* = production"' });
  });
});

test("regions without a box of their own are in the field, which takes any separators", () => {
  expect(otherRegions(["eu-central-1", "me-south-1", "ap-east-1"])).toBe("me-south-1, ap-east-1");
  expect(wordsIn(" me-south-1,ap-east-1;\n us-gov-west-1 ")).toEqual(["me-south-1", "ap-east-1", "us-gov-west-1"]);
});

test("what is missing is told once for each action and reason, with its regions", () => {
  const problem = { code: "aws_denied", detail: "no", action: "Add it." };
  const check = (region: string, action: string, denied: boolean) => ({ region, kind: "findings" as const, action, problem: denied ? problem : null });
  const checks = [check("eu-west-1", "a:B", true), check("us-east-1", "a:B", true), check("eu-west-1", "a:C", false)];
  expect(missingOf(checks)).toEqual([{ action: "a:B", regions: ["eu-west-1", "us-east-1"], problem }]);
});

test("numbers and roles are written so that people can compare them", () => {
  expect(accountNumber("111122223333")).toBe("1111 2222 3333");
  expect(roleName("arn:aws:iam::111122223333:role/path/Reader")).toBe("path/Reader");
});

test("commands for EventBridge carry the secret and the address as they are", () => {
  const commands = destinationCommands("https://wherein.example.org", "whe_abc");
  expect(commands).toContain("ApiKeyName=X-Api-Key,ApiKeyValue=whe_abc");
  expect(commands).toContain("--invocation-endpoint https://wherein.example.org/api/v1/aws/events ");
});

describe("the list of resources", () => {
  test("is what its URL says, and what its URL cannot say is left out", () => {
    const view = resourcesViewOf({ q: "api", group: "weak", type: ["AWS_LAMBDA_FUNCTION", "NOPE"], account: "12", cursor: "c" });
    expect(view).toEqual({ q: "api", group: "weak", type: ["AWS_LAMBDA_FUNCTION"], account: undefined, cursor: "c" });
    expect(resourcesHref(view, { group: "all" })).toBe("/settings/aws/resources?q=api&group=all&type=AWS_LAMBDA_FUNCTION");
    expect(resourcesHref(view, { cursor: "d" })).toContain("cursor=d");
  });

  test("counts what is sure, guessed and not mapped, and nothing twice", () => {
    expect(groupCounts({ digest: 5, index: 1, rule: 2, tag: 3, name: 4, scan: 1, weak: 7, none: 9 })).toEqual({ none: 9, weak: 7, sure: 9, all: 25 });
  });

  test("says why something is no longer scanned, in AWS's own words where they are new", () => {
    expect(scanWords({ status: "INACTIVE", reason: "SCAN_ELIGIBILITY_EXPIRED", scannedAt: null })).toMatchObject({
      state: "ended",
      reason: "its time is over",
    });
    expect(scanWords({ status: "ACTIVE", reason: "SUCCESSFUL", scannedAt: "2026-11-30T10:00:00.000Z" })).toMatchObject({ state: "scanned", reason: null });
    expect(scanWords(null).state).toBe("unknown");
    expect(reasonOf("SOMETHING_NEW")).toBe("something new");
  });
});

test("a rule changes places with its neighbour, and at the end with nobody", () => {
  expect(swapped([1, 2, 3], 1, 0)).toEqual([2, 1, 3]);
  expect(swapped([1, 2, 3], 2, 3)).toEqual([1, 2, 3]);
});
