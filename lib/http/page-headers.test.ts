import { expect, test } from "vitest";
import { contentSecurityPolicy, pageHeaders } from "./page-headers";

const production = { nonce: "bm9uY2U=", isHttps: true, isDevelopment: false };

test("scripts run by nonce only, and nothing may frame, rebase or embed a page", () => {
  const policy = contentSecurityPolicy(production);
  expect(policy).toContain("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic';");
  for (const directive of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) expect(policy).toContain(directive);
  expect(policy).not.toContain("unsafe-eval");
  expect(policy.replace("style-src-attr 'unsafe-inline'", "")).not.toContain("unsafe-inline");
});

test("HSTS and upgrades only over https", () => {
  expect(pageHeaders({ isHttps: false })["strict-transport-security"]).toBeUndefined();
  expect(contentSecurityPolicy({ ...production, isHttps: false })).not.toContain("upgrade-insecure-requests");
  expect(pageHeaders({ isHttps: true })["strict-transport-security"]).toMatch(/max-age/);
});
