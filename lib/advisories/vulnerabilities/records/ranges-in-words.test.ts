import { describe, expect, it } from "vitest";
import { rangesInWords } from "./ranges-in-words";

describe("rangesInWords", () => {
  it.each([
    [[{ introduced: "0" }], null, ["all versions"]],
    [[{ introduced: "0" }, { fixed: "1.2.3" }], null, ["before 1.2.3"]],
    [[{ introduced: "2.0.0" }, { fixed: "2.17.1" }], null, ["from 2.0.0, before 2.17.1"]],
    [[{ introduced: "2.0.0" }, { last_affected: "2.3.0" }], null, ["from 2.0.0, up to 2.3.0"]],
    [[{ introduced: "1.0.0" }], null, ["from 1.0.0 on"]],
    [[{ introduced: "0" }, { fixed: "1.1" }, { introduced: "2.0" }, { fixed: "2.4" }], null, ["before 1.1", "from 2.0, before 2.4"]],
    [[{ introduced: "0" }, { limit: "3.0" }], null, ["before 3.0"]],
    [[{ introduced: "0" }, { limit: "*" }], null, ["all versions"]],
    [[], null, []],
  ])("says %j with the bound %j", (events, bound, words) => {
    expect(rangesInWords(events, bound)).toEqual(words);
  });

  it("lets GHSA's own upper bound end an interval that no event ends, and no other", () => {
    expect(rangesInWords([{ introduced: "0" }], "<= 4.17.20")).toEqual(["up to 4.17.20"]);
    expect(rangesInWords([{ introduced: "1.0" }], "< 2.0")).toEqual(["from 1.0, before 2.0"]);
    expect(rangesInWords([{ introduced: "0" }, { fixed: "1.5" }], "<= 4.17.20")).toEqual(["before 1.5"]);
    expect(rangesInWords([{ introduced: "0" }], "something else")).toEqual(["all versions"]);
  });
});
