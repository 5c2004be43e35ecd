import { expect, it } from "vitest";
import { inRange, parseRange, type VersionScheme, versionKey } from "@/lib/versions";
import { rangeOfVers } from "./vers-range";

it.each([
  ["vers:npm/>=1.0.0|<2.0.0", ">=1.0.0, <2.0.0"],
  ["vers:npm/*", null],
  ["vers:npm/1.2.3", "=1.2.3"],
  ["vers:npm/<1.2|>=2|<2.5|>=4", "<1.2 || >=2, <2.5 || >=4"],
  ["vers:pypi/ 1.0 | 2.0 ", "=1.0 || =2.0"],
  ["vers:npm/!=1.5", "!=1.5"],
  ["vers:deb/<1%3A2.3-4", "<1:2.3-4"],
  ["vers:npm/<%zz", undefined],
  ["vers:npm/", undefined],
  [">=1 <2", undefined],
])("%s is %s", (text, range) => {
  expect(rangeOfVers(text)).toBe(range);
});

it.each<[VersionScheme, string, string[], string[]]>([
  ["semver", "vers:npm/>=1.0.0|!=1.5.0|<2.0.0", ["1.0.0", "1.4.9"], ["1.5.0", "2.0.0", "0.9.0"]],
  ["dpkg", "vers:deb/<1%3A2.3-4", ["1:2.3-3", "9"], ["1:2.3-4"]],
  ["maven", "vers:maven/<1.0|2.0", ["0.9", "2.0"], ["1.0", "2.1"]],
  ["rpm", "vers:rpm/<=4.4", ["4.4"], ["4.5"]],
])("in %s %s has the versions that it says", (scheme, text, inside, outside) => {
  const range = parseRange(scheme, rangeOfVers(text) ?? "");
  if (range.kind === "problem") throw new Error(range.detail);
  const has = (version: string) => inRange(range, versionKey(scheme, version) ?? Buffer.alloc(0));
  expect(inside.map(has)).toEqual(inside.map(() => true));
  expect(outside.map(has)).toEqual(outside.map(() => false));
});
