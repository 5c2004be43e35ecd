import { describe, expect, it } from "vitest";
import { advisoryKinds } from "@/lib/advisories/model";
import { type Ranked, rankOf, rankReasons, stepOfClass, stepOfRank } from "./rank";

const plain: Ranked = { kind: "vulnerability", severity: "critical", kev: false, epss: null, tier: null, exposure: 0 };
const rank = (of: Partial<Ranked>) => rankOf({ ...plain, ...of });

describe("the rank of a finding", () => {
  it("puts malware before what is exploited, and both before everything else", () => {
    const least = { severity: "none", epss: 0, tier: 4, exposure: 0 } as const;
    const most = { severity: "critical", epss: 1, tier: 1, exposure: 2 } as const;
    expect(rank({ ...least, kind: "malware" })).toBeGreaterThan(rank({ ...most, kev: true }));
    expect(rank({ ...least, kev: true })).toBeGreaterThan(rank(most));
  });

  it("does not sink a critical finding without EPSS below what is less severe and unlikely", () => {
    expect(rank({ epss: null })).toBeGreaterThan(rank({ severity: "high", epss: 0.05 }));
    expect(rank({ epss: null })).toBeGreaterThan(rank({ epss: 0.0002 }));
  });

  it("is the same for scores of one step", () => {
    expect(rank({ epss: 0.011 })).toBe(rank({ epss: 0.099 }));
    expect(rank({ epss: 0.1 })).toBeGreaterThan(rank({ epss: 0.0999 }));
  });

  it("grows with the tier and with where it runs, and a service without a tier counts as 3", () => {
    expect([1, 2, 3, 4].map((tier) => rank({ tier })).sort((a, b) => b - a)).toEqual([1, 2, 3, 4].map((tier) => rank({ tier })));
    expect(rank({ tier: null })).toBe(rank({ tier: 3 }));
    expect(rank({ exposure: 2 })).toBeGreaterThan(rank({ exposure: 1 }));
    expect(rank({ exposure: 1 })).toBeGreaterThan(rank({ exposure: 0 }));
  });

  it("is of the step that its class says, so that a page of one step needs no other", () => {
    const most = { severity: "critical", epss: 1, tier: 1, exposure: 2 } as const;
    const least = { severity: "none", epss: 0, tier: 4, exposure: 0 } as const;
    for (const kind of advisoryKinds)
      for (const kev of [true, false])
        for (const of of [most, least]) expect(stepOfRank(rank({ ...of, kind, kev }))).toBe(stepOfClass({ kind: advisoryKinds.indexOf(kind), kev }));
  });

  it("says why", () => {
    expect(rankReasons({ ...plain, kev: true, epss: 0.42, tier: 1, exposure: 2 }).map(({ words }) => words)).toEqual([
      "known to be exploited",
      "critical severity",
      "EPSS 42 %",
      "service of tier 1",
      "runs in production",
    ]);
  });
});
