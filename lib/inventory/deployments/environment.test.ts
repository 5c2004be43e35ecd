import { describe, expect, it } from "vitest";
import { environmentNameSchema, environmentOf } from "./environment";

describe("the tier of an environment", () => {
  it.each(["production", "prod", "live", "prd", "prod-eu", "production-eu-1", "eu-prod", "us-east-1-production"])("%s is production", (name) => {
    expect(environmentOf(name)).toEqual({ name, tier: "production" });
  });
  it.each(["staging", "preprod", "pre.prod", "product", "prod_eu", "products-eu", "nonprod", "livestock", "live-eu", "prd-eu", "dev", "reproduction"])(
    "%s is not",
    (name) => {
      expect(environmentOf(name)).toEqual({ name, tier: "other" });
    },
  );
});

describe("the name of an environment", () => {
  it.each([
    ["production", "production"],
    [" Prod-EU ", "prod-eu"],
    ["a", "a"],
    ["qa_2.x", "qa_2.x"],
    ["a".repeat(64), "a".repeat(64)],
  ])("%j is taken as %j", (given, name) => {
    expect(environmentNameSchema.parse(given)).toBe(name);
  });
  it.each(["", "-prod", "prod-", "review/x", "two words", "größe", "a".repeat(65), "a\n"])("%j is refused, or trimmed", (given) => {
    expect(environmentNameSchema.safeParse(given).data ?? null).toBe(given.endsWith("\n") ? "a" : null);
  });
  it("of 64 separators is judged at once", () => {
    expect(environmentNameSchema.safeParse(`a${"-".repeat(62)}/`).success).toBe(false);
  });
});
