import { describe, expect, test } from "vitest";
import type { Feed } from "@/lib/aws/accounts/schemas";
import { problemsOf } from "./feed-problems";
import { countWords, feedState, feedsOf, inOrder } from "./feed-state";

const denied = { code: "aws_denied", detail: "not authorized to perform inspector2:ListCoverage", action: "Add the action.", attempts: 2 };

function feed(changes: Partial<Feed> = {}): Feed {
  const times = { syncedTo: null, fullAt: null, startedAt: null, succeededAt: "2026-11-30T10:00:00.000Z", failedAt: null, nextAt: null };
  const named = { id: 1, accountId: "111122223333", region: "eu-central-1", kind: "findings", address: "" } as const;
  return { ...named, ...times, enabled: true, status: "idle", phase: null, problem: null, counts: null, notes: [], ...changes };
}

describe("how a feed is", () => {
  test.each([
    ["running", { status: "running", problem: denied }],
    ["queued", { status: "queued" }],
    ["off", { enabled: false, problem: denied }],
    ["failed", { problem: denied }],
    ["never", { succeededAt: null }],
    ["current", {}],
  ] as const)("%s", (state, changes) => {
    expect(feedState(feed(changes))).toBe(state);
  });

  test("of an account the worst counts, and what is switched off wants nothing", () => {
    expect(feedsOf({ enabled: true, feeds: { total: 6, failing: 2, waiting: 1 } })).toEqual({ state: "failed", words: "2 of 6 fail" });
    expect(feedsOf({ enabled: true, feeds: { total: 6, failing: 0, waiting: 6 } }).state).toBe("never");
    expect(feedsOf({ enabled: true, feeds: { total: 6, failing: 0, waiting: 0 } }).words).toBe("all 6 current");
    expect(feedsOf({ enabled: false, feeds: { total: 6, failing: 2, waiting: 0 } }).words).toBe("switched off");
  });

  test("what it brought is said without what was none", () => {
    expect(countWords({ readPages: 1_204, changed: 0, closed: 3 })).toBe("1,204 read pages, 3 closed");
    expect(countWords({ read: 0 })).toBe("nothing new");
  });

  test("feeds stand by region, and in it by kind from what is found to what runs", () => {
    const mixed = [
      feed({ id: 1, kind: "tasks" }),
      feed({ id: 2, kind: "queue" }),
      feed({ id: 3, kind: "findings" }),
      feed({ id: 4, region: "us-east-1", kind: "coverage" }),
    ];
    expect(inOrder(mixed).map(({ id }) => id)).toEqual([3, 1, 2, 4]);
  });
});

describe("what fails", () => {
  test("is said once for each account and cause, with all that AWS said", () => {
    const problems = problemsOf([
      feed({ kind: "coverage", problem: denied, failedAt: "2026-11-30T10:00:00.000Z" }),
      feed({ kind: "coverage", region: "us-east-1", problem: { ...denied, attempts: 7 }, failedAt: "2026-11-30T11:00:00.000Z" }),
      feed({ kind: "images", problem: { ...denied, detail: "not authorized to perform ecr:DescribeImages" } }),
      feed({ kind: "tasks", problem: { ...denied, code: "aws_throttled" } }),
      feed({ kind: "findings" }),
      feed({ kind: "clusters", enabled: false, problem: denied }),
    ]);
    expect(problems.map(({ code }) => code)).toEqual(["aws_denied", "aws_throttled"]);
    expect(problems[0]).toMatchObject({
      details: ["not authorized to perform inspector2:ListCoverage", "not authorized to perform ecr:DescribeImages"],
      feeds: [
        { name: "Coverage", regions: ["eu-central-1", "us-east-1"] },
        { name: "Images", regions: ["eu-central-1"] },
      ],
      attempts: 7,
      failedAt: "2026-11-30T11:00:00.000Z",
      more: 0,
    });
  });
});
