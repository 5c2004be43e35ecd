import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { givenVulnerability, openFindings } from "../tests/integration/setup/given-vulnerability";
import { expectNothingSideways, expectSound, looks, open, seeIn } from "./people";
import { bomOf, given } from "./sboms";

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  const shop = bomOf("shop", [
    { name: "web-frame", version: "2.0.0", needs: ["deep-merge"] },
    { name: "deep-merge", version: "1.0.0" },
    { name: "stolen-color", version: "4.1.1" },
    { name: "odd-one", version: "workspace:here" },
  ]);
  await given(page, { service: "shop-front" }, shop);
  await given(page, { service: "shop-quiet" }, bomOf("quiet", [{ name: "deep-merge", version: "1.0.0" }]));
  await page.close();
  const pool = new pg.Pool({ connectionString: process.env.E2E_DATABASE_URL });
  try {
    // A worker that starts again after a failure finds what the first one told.
    const { rowCount } = await pool.query("select from vulnerability where display_id = 'MAL-2026-901'");
    if (rowCount !== 0) return;
    await givenVulnerability(pool, { ids: ["MAL-2026-901"], kind: "malware", severity: "unscored", summary: "Malicious code in stolen-color" }, [
      { name: "stolen-color", version: "4.1.1", reason: "listed" },
    ]);
    await givenVulnerability(
      pool,
      { ids: ["CVE-2026-90001", "GHSA-m3rg-m3rg-m3rg"], severity: "critical", score: 9.8, epss: 0.91, kev: "2026-02-01", summary: "Prototype pollution" },
      [
        { name: "deep-merge", version: "1.0.0", fixed: "1.0.1" },
        { name: "odd-one", version: "workspace:here", state: "undetermined", reason: "version_unorderable" },
      ],
    );
    await openFindings(pool);
  } finally {
    await pool.end();
  }
});

test("the findings begin with malware, say what fixes what, and are narrowed and saved", async ({ page }) => {
  await open(page, "/findings");
  // Other journeys have findings of their own in the same instance.
  const rows = page
    .getByRole("region", { name: "Findings" })
    .locator("tbody tr")
    .filter({ hasText: /shop-(front|quiet)/ });
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText(/malware.*MAL-2026-901.*stolen-color.*4\.1\.1/);
  await expect(page.getByRole("row", { name: /shop-front.*/ }).filter({ hasText: "deep-merge" })).toContainText("1.0.1");
  const doubts = page.getByRole("region", { name: "What could not be judged" });
  await expect(doubts.getByRole("row", { name: /odd-one/ })).toContainText("version cannot be ordered");

  await page.getByRole("button", { name: "Kind" }).click();
  await page.getByRole("menuitemcheckbox", { name: /malware/ }).click();
  await expect(page).toHaveURL(/kind=malware/);
  await page.keyboard.press("Escape");
  await expect(rows).toHaveCount(1);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  const lines = readFileSync((await (await download).path()) ?? "", "utf8")
    .trim()
    .split("\r\n")
    .filter((line) => line.includes("shop-"));
  expect(lines).toEqual([expect.stringContaining("MAL-2026-901")]);
  await page.goBack();
  await expect(rows).toHaveCount(3);

  await page.getByRole("searchbox", { name: "Filter findings" }).fill("CVE-2026-90001 service:shop-quiet");
  await expect(rows).toHaveCount(1);
  await page.getByRole("searchbox", { name: "Filter findings" }).fill("deep-merge owner:me");
  await expect(page.getByRole("alert").filter({ hasText: "owner" })).toBeVisible();
  await page.getByRole("link", { name: "Clear all" }).click();
  await expect(rows).toHaveCount(3);
});

test("a service shows its own findings, and its overview and the list count them", async ({ page }) => {
  await open(page, "/services?q=shop-");
  await expect(page.getByRole("row", { name: /shop-front/ })).toContainText(/1 malware\s*1 critical/);
  await open(page, "/services/shop-front");
  await page.getByRole("list", { name: "Open findings" }).getByRole("link", { name: "1 critical" }).click();
  await expect(page).toHaveURL(/\/services\/shop-front\/findings\?severity=critical/);
  await expect(page.getByRole("region", { name: "Findings" }).locator("tbody tr")).toHaveCount(1);
  await page.getByRole("link", { name: "Clear all" }).click();
  await expect(page.getByRole("region", { name: "Findings" }).locator("tbody tr")).toHaveCount(2);
  await expect(page.getByRole("region", { name: "Findings" })).toContainText("web-frame 2.0.0");
});

test("an advisory is asked for by any of its ids, and one that is not mirrored is never clean", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("combobox").or(page.getByRole("searchbox")).first().fill("ghsa-m3rg-m3rg-m3rg");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("packages affected by GHSA-m3rg-m3rg-m3rg");
  const asked = page.getByRole("list", { name: "Vulnerabilities asked for" });
  await expect(asked).toContainText(/CVE-2026-90001.*critical.*known exploited/);
  await expect(asked.getByRole("link", { name: "CVE-2026-90001" })).toHaveAttribute("href", "/vulnerabilities/CVE-2026-90001");
  await expect(page.getByRole("row", { name: /shop-quiet/ })).toBeVisible();

  await open(page, "/blast-radius?q=CVE-2099-77777");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("The mirror has no advisory CVE-2099-77777");
  await expect(page.getByText(/No source of advisories has been mirrored yet|Its sources were last synced/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Unknown services", exact: true })).toContainText("advisory not in the mirror");
});

for (const { theme, width } of looks) {
  test(`the pages are sound in the ${theme} theme at ${width} px`, async ({ page }) => {
    await seeIn(page, theme);
    await page.setViewportSize({ width, height: 900 });
    for (const path of [
      "/findings",
      "/findings?q=nothing-such",
      "/services/shop-front/findings",
      "/services/shop-front",
      "/services",
      "/blast-radius?q=CVE-2026-90001",
    ]) {
      await open(page, path);
      await expectSound(page);
      if (width === 390 && path.includes("findings")) await expectNothingSideways(page);
    }
  });
}
