import { expect, test } from "@playwright/test";
import pg from "pg";
import { givenVulnerability, openFindings } from "../tests/integration/setup/given-vulnerability";
import { expectNothingSideways, expectSound, looks, open, seeIn } from "./people";
import { bomOf, given } from "./sboms";

const longId = "UNHEARD-OF-2026:an/advisory.with.a-name:that-goes-on-and-on-and-on-0000000001";
const cvss = (source: string, word: "high" | "critical", score: number) => ({
  source,
  type: "CVSS_V3" as const,
  word,
  score,
  vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
});
const before = (...fixed: string[]) => ({
  package: { ecosystem: "npm", name: "yaml-walk" },
  ranges: fixed.map((version) => ({ type: "SEMVER", events: [{ introduced: "0" }, { fixed: version }] })),
});

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  const shop = bomOf("atlas", [
    { name: "site-kit", version: "3.0.0", needs: ["yaml-walk"] },
    { name: "yaml-walk", version: "1.2.0" },
    { name: "stolen-chalk", version: "5.6.1" },
  ]);
  await given(page, { service: "atlas-web" }, shop);
  await given(page, { service: "atlas-odd" }, bomOf("odd", [{ name: "yaml-walk", version: "workspace:here" }]));
  await given(page, { service: "atlas-mended", builtAt: "2026-01-01T00:00:00Z" }, bomOf("mended", [{ name: "yaml-walk", version: "1.2.0" }]));
  await given(page, { service: "atlas-mended" }, bomOf("mended", [{ name: "yaml-walk", version: "2.0.0" }]));
  await page.close();
  const pool = new pg.Pool({ connectionString: process.env.E2E_DATABASE_URL });
  try {
    // A worker that starts anew after a failure comes here again.
    if ((await pool.query("select from vulnerability where display_id = $1", [longId])).rowCount) return;
    await givenVulnerability(
      pool,
      {
        ids: ["CVE-2026-70001", "GHSA-walk-walk-walk"],
        severity: "critical",
        score: 9.8,
        epss: 0.42,
        kev: "2026-03-01",
        summary: "Aliases in yaml-walk run code",
        advisories: [
          {
            key: "GHSA-walk-walk-walk",
            severities: [cvss("GHSA-walk-walk-walk", "critical", 9.8)],
            details: "# Impact\n\n<img src=x onerror=alert(1)> **bold**",
            affected: [before("1.2.5")],
            references: [
              { type: "WEB", url: "https://example.com/walk" },
              { type: "WEB", url: "javascript:alert(1)" },
            ],
          },
          { key: "CVE-2026-70001", severities: [cvss("CVE-2026-70001", "high", 8.1)], affected: [before("1.3.0")] },
        ],
      },
      [
        { name: "yaml-walk", version: "1.2.0", fixed: "1.2.5" },
        { name: "yaml-walk", version: "workspace:here", state: "undetermined", reason: "version_unorderable" },
      ],
    );
    await givenVulnerability(pool, { ids: ["MAL-2026-7001"], kind: "malware", severity: "unscored", summary: "Malicious code in stolen-chalk" }, [
      { name: "stolen-chalk", version: "5.6.1", reason: "listed" },
    ]);
    await givenVulnerability(pool, { ids: [longId], severity: "unscored", withdrawnAt: new Date("2026-02-01"), summary: "A mistake that was taken back" });
    await openFindings(pool);
  } finally {
    await pool.end();
  }
});

test("the list begins with malware, and its filters are in the address", async ({ page }) => {
  await open(page, "/vulnerabilities?q=2026-7");
  await expect(page.getByText("No vulnerability matches")).toBeVisible();
  await open(page, "/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Vulnerabilities" }).click();
  const rows = page.getByRole("region", { name: "Vulnerabilities" }).locator("tbody tr");
  await expect(rows.first()).toContainText(/malware/);
  await page.getByRole("searchbox", { name: "Filter by id or summary" }).fill("ghsa-walk");
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/q=ghsa-walk/);
  await expect(rows.first()).toContainText(/critical.*9\.8.*CVE-2026-70001.*KEV.*42.0 %.*yaml-walk.*1\.2\.5/);
  await page.getByRole("button", { name: "Kind" }).click();
  await page.getByRole("menuitemcheckbox", { name: /malware/ }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByText("No vulnerability matches")).toBeVisible();
  await page.goBack();
  await expect(rows).toHaveCount(1);
  await page.getByRole("link", { name: "Clear all" }).click();
  await expect(page).toHaveURL(/\/vulnerabilities$/);
  await expect(page.getByRole("searchbox", { name: "Filter by id or summary" })).toHaveValue("");
  await page.getByRole("searchbox", { name: "Filter by id or summary" }).fill("taken back");
  await page.getByRole("link", { name: "Look in everything mirrored" }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText("withdrawn");
});

test("a vulnerability says who has it, who may, who had it, and what its sources do not agree on", async ({ page }) => {
  await open(page, "/vulnerabilities/ghsa-WALK-walk-walk");
  await expect(page).toHaveURL(/\/vulnerabilities\/CVE-2026-70001$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("CVE-2026-70001");
  await expect(page.getByText(/1 of [\d,]+ services is affected/)).toBeVisible();
  await expect(page.locator("dl").filter({ hasText: "clean" })).toContainText(/affected1unknown: .*1 version cannot be ordered\d+clean\d+/);
  await expect(page.getByRole("link", { name: /1 version cannot be ordered/ })).toHaveAttribute("href", "/blast-radius?q=CVE-2026-70001#unknown");
  const affected = page.getByRole("region", { name: "Affected services" });
  await expect(affected.getByRole("row", { name: /atlas-web/ })).toContainText(/1\.2\.0.*1\.2\.5.*site-kit 3\.0\.0/);
  const disagreements = page.getByRole("list", { name: "Disagreements" });
  await expect(disagreements).toContainText("GHSA-walk-walk-walk says critical");
  await expect(disagreements).toContainText("CVE-2026-70001 says 1.3.0");
  await expect(page.getByText("<img src=x onerror=alert(1)> **bold**")).toBeVisible();
  await expect(page.getByRole("link", { name: "example.com/walk" })).toBeVisible();
  await expect(page.getByRole("link", { name: /javascript/ })).toHaveCount(0);
  await expect(page.getByText("Apply updates per vendor instructions.")).toBeVisible();
  const tabs = page.getByRole("navigation", { name: "Services by what is known" });
  await tabs.getByRole("link", { name: "Could not be judged 1" }).click();
  await expect(page.getByRole("row", { name: /atlas-odd/ })).toContainText("version cannot be ordered");
  await tabs.getByRole("link", { name: "Had it 1" }).click();
  await expect(page.getByRole("row", { name: /atlas-mended/ })).toContainText("gone before the advisory came");
  await expect(page.getByRole("link", { name: "Ask which services are affected" })).toHaveAttribute("href", "/blast-radius?q=CVE-2026-70001");
  const record = await page.request.get("/api/v1/advisories/osv/GHSA-walk-walk-walk");
  expect(await record.json()).toMatchObject({ id: "GHSA-walk-walk-walk" });
  const again = await page.request.get("/api/v1/advisories/osv/GHSA-walk-walk-walk", { headers: { "if-none-match": record.headers().etag ?? "" } });
  expect(again.status()).toBe(304);
});

test("an id with colons, dots and slashes has its page, and one that no source has is not found", async ({ page }) => {
  await open(page, "/vulnerabilities?affects=any&q=unheard-of");
  await page.getByRole("link", { name: longId }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(longId);
  await expect(page.getByText("Every source has withdrawn it")).toBeVisible();
  expect((await page.request.get(`/api/v1/vulnerabilities/${encodeURIComponent(longId)}`)).status()).toBe(200);
  for (const path of ["/vulnerabilities/CVE-2099-1", `/vulnerabilities/${"x".repeat(300)}`]) {
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "There is nothing at this address" })).toBeVisible();
  }
});

test("search as you type finds an id, and the package page says what affects it", async ({ page }) => {
  await open(page, "/services");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("cve-2026-7000");
  await page.getByRole("option", { name: /CVE-2026-70001/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("CVE-2026-70001");
  await open(page, "/packages/npm/yaml-walk");
  const row = page.getByRole("region", { name: "Vulnerabilities of the package" }).getByRole("row", { name: /CVE-2026-70001/ });
  await expect(row).toContainText(/1\.2\.0 fixed in 1\.2\.5.*workspace:here not judged/);
});

for (const { theme, width } of looks) {
  test(`the pages are sound in the ${theme} theme at ${width} px`, async ({ page }) => {
    await seeIn(page, theme);
    await page.setViewportSize({ width, height: 900 });
    for (const path of [
      "/vulnerabilities",
      "/vulnerabilities?affects=any",
      "/vulnerabilities?q=nothing-such",
      "/vulnerabilities/CVE-2026-70001",
      "/vulnerabilities/CVE-2026-70001?state=past",
      "/vulnerabilities/MAL-2026-7001",
      `/vulnerabilities/${encodeURIComponent(longId)}`,
      "/packages/npm/yaml-walk",
    ]) {
      await open(page, path);
      await expectSound(page);
      if (width === 390 && path.startsWith("/vulnerabilities")) await expectNothingSideways(page);
    }
  });
}
