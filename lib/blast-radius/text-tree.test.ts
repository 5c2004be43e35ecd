import { describe, expect, it } from "vitest";
import { toTextTree } from "./text-tree";

const node = (packageVersionId: number, name: string, version = "1.0") => ({ packageVersionId, name, version });

describe("toTextTree", () => {
  it("draws one path as a staircase", () => {
    expect(toTextTree([[node(1, "a"), node(2, "b"), node(3, "c")]])).toBe("a 1.0\n└─ b 1.0\n   └─ c 1.0");
  });

  it("draws a shared beginning once and keeps the lines of open branches", () => {
    expect(
      toTextTree([
        [node(1, "a"), node(2, "b"), node(4, "t")],
        [node(1, "a"), node(3, "c"), node(4, "t")],
        [node(5, "d"), node(4, "t")],
      ]),
    ).toBe(["a 1.0", "├─ b 1.0", "│  └─ t 1.0", "└─ c 1.0", "   └─ t 1.0", "d 1.0", "└─ t 1.0"].join("\n"));
  });

  it("writes hidden characters out, so that a name is one line and reads as it is stored", () => {
    expect(toTextTree([[node(1, "a\n└─ b"), node(2, "left\u202edap", "1\u200b")]])).toBe("a<U+000A>└─ b 1.0\n└─ left<U+202E>dap 1<U+200B>");
  });

  it("shows a package without a version by its name alone, and nothing for no paths", () => {
    expect(toTextTree([[node(1, "a", "")]])).toBe("a");
    expect(toTextTree([])).toBe("");
  });
});
