import { describe, expect, it } from "vitest";
import { slugOf, toBuildRequest } from "./build-request";
import { uploadRequestSchema } from "./schemas";

const now = new Date("2026-03-01T12:00:00Z");

describe("toBuildRequest", () => {
  it("fills in what the caller leaves out", () => {
    expect(toBuildRequest(uploadRequestSchema.parse({ service: "Payments API" }), now)).toEqual({
      service: { slug: "payments-api", name: "Payments API" },
      artifact: { kind: "application", name: "Payments API", ref: "main" },
      version: null,
      commit: null,
      digests: [],
      builtAt: null,
      runUrl: null,
    });
  });

  it("keeps each digest once, in lower case", () => {
    const digest = `SHA256:${"AB".repeat(32)}`;
    expect(toBuildRequest(uploadRequestSchema.parse({ service: "a", digest: [digest, digest] }), now).digests).toEqual([digest.toLowerCase()]);
  });

  it("turns builtAt into UTC and refuses the future, which would stay the head for ever", () => {
    expect(toBuildRequest(uploadRequestSchema.parse({ service: "a", builtAt: "2026-03-01T13:00:00+02:00" }), now).builtAt).toBe("2026-03-01T11:00:00.000Z");
    expect(() => toBuildRequest(uploadRequestSchema.parse({ service: "a", builtAt: "2026-03-01T12:06:00Z" }), now)).toThrow(/future/);
  });

  it.each([
    { digest: "md5:abc" },
    { runUrl: "javascript:alert(1)" },
    { kind: "spaceship" },
    { service: "" },
    { service: "x".repeat(201) },
    { service: "a\u0000b" },
    { builtAt: "yesterday" },
  ])("refuses %o", (wrong) => {
    expect(uploadRequestSchema.safeParse({ service: "a", ...wrong }).success).toBe(false);
  });
});

describe("slugOf", () => {
  it.each([
    ["Payments API", "payments-api"],
    ["'; DROP TABLE service; --", "drop-table-service"],
    ["<b>bold</b>", "b-bold-b"],
    ["支払い", "支払い"],
    ["../../etc/passwd", "etc-passwd"],
  ])("makes %s into %s", (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it("refuses a name of which nothing is left", () => {
    expect(() => slugOf("!!!")).toThrow(/letter or digit/);
  });
});
