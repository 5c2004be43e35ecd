import { expect, it } from "vitest";
import { isRangeVersion } from "./index";

const ranges = `^1.2.3 ~1.2 >=1.0 <2 ==1.0.0 =1.2 !=1 * 1.x 1.2.x v1.x x X 1.2.* 6.*.* 1.2.3-* [1.0,2.0) (,1.0] [1.0] (1.0,) [1.0,1.2],[1.5,)
  vers:npm/>=1|<2 vers:generic/* 1.+ + ~=1.4 workspace:* npm:foo@^1 \${project.version} $(Version) %{version} {{version}} @VERSION@ latest latest.release RELEASE`;
const spaced = ["^ 1.2.0", "~> 1.2", ">= 1, < 2", ">=1.0 <2.0", "1.0 || 2.0", "1.0.0 - 2.0.0"];
const versions = `1.2.3 v1.2.3 1.2.3+build 1.2.3-rc.1 2:1.0-1 1:1.2~rc1-2+b1 (devel) 4.0.0.RELEASE 1.0-xenial 5.10.0-0.x86 2.0.0-x64 0.0.0-20220715151400-c0bba94af5f8
  20240101 1.0+ unknown master r5 1.1.1q-r0 2022a xyz 1.0.max`;

it.each([...ranges.split(/\s+/), ...spaced])("%s is a range or a placeholder", (text) => expect(isRangeVersion(text)).toBe(true));
it.each([...versions.split(/\s+/), "1.00, Build_030214", "2.9 (08-17-2022)", "8.0 build_8.0-223", "1.0 - final", ""])("'%s' is not", (text) =>
  expect(isRangeVersion(text)).toBe(false),
);

it("is decided in linear time", { timeout: 5_000 }, () => {
  for (const unit of ["1 ", ", ", "1 - ", "v.", "${", "[", " <".repeat(1), "latest."]) isRangeVersion(unit.repeat(200_000));
});
