import { describe, expect, it } from "vitest";
import { ruleFinder } from "./first-rule";

const rule = (name: string, more: { account?: string; label?: string; type?: "AWS_LAMBDA_FUNCTION" } = {}) => ({
  type: more.type ?? ("AWS_ECR_CONTAINER_IMAGE" as const),
  account: more.account ?? null,
  name,
  label: more.label ?? null,
});
const resource = (name: string, labels: Record<string, string> = {}) => ({ type: "AWS_ECR_CONTAINER_IMAGE" as const, account: "111122223333", name, labels });

describe("of several rules", () => {
  it("the first that fits counts, whether it has a wildcard or not", () => {
    const [glob, exact, later] = [rule("web-*"), rule("web-1"), rule("*")];
    expect(ruleFinder([glob, exact, later])(resource("web-1"))).toBe(glob);
    expect(ruleFinder([exact, glob, later])(resource("web-1"))).toBe(exact);
    expect(ruleFinder([exact, glob, later])(resource("api"))).toBe(later);
    expect(ruleFinder([rule("web-1", { account: "444455556666" }), exact])(resource("web-1"))).toBe(exact);
    expect(ruleFinder([rule("*", { type: "AWS_LAMBDA_FUNCTION" })])(resource("web-1"))).toBe(null);
  });

  it.each([
    ["team=payments", { team: "payments" }, true],
    ["team=pay*", { team: "payments" }, true],
    ["te*=*", { team: "" }, true],
    ["team", { team: "payments" }, true],
    ["team=", { team: "payments" }, false],
    ["query=a=b", { query: "a=b" }, true],
    ["team=payments", { other: "payments" }, false],
    ["*", {}, false],
  ])("the label %s fits %o: %s", (label, labels, fits) => {
    expect(ruleFinder([rule("*", { label })])(resource("web", labels)) !== null).toBe(fits);
  });
});
