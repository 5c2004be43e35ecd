import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { givenVulnerability, openFindings, queueFindings } from "../tests/integration/setup/given-vulnerability";
import { expectNothingSideways, expectSound, looks, open, seeIn } from "./people";
import { bomOf, given } from "./sboms";

const team = { slug: "rem-crew", name: "Rem Crew" };
const put = async (page: Page, path: string, data: object) => {
  const response = await page.request.put(path, { data, headers: { "sec-fetch-site": "same-origin" } });
  expect(response.ok(), await response.text()).toBe(true);
};

/** Three services of a team: two packages of their own, and one that all have through another. Ten upgrades could be made; three matter. */
test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await put(page, `/api/v1/teams/${team.slug}`, { name: team.name, contact: "#rem" });
  for (const [place, service] of ["rem-shop", "rem-desk", "rem-bank"].entries()) {
    const parts = [
      { name: "rem-http", version: "4.2.0" },
      { name: "rem-orm", version: "1.0.0" },
      { name: "rem-log", version: "2.0.0" },
      { name: `rem-odd-${place}`, version: "1.0.0" },
    ];
    await given(page, { service }, bomOf(service, parts));
    await put(page, `/api/v1/services/${service}/owner`, { team: team.slug });
  }
  await page.close();
  const pool = new pg.Pool({ connectionString: process.env.E2E_DATABASE_URL });
  try {
    const { rowCount } = await pool.query("select from vulnerability where display_id = 'CVE-2026-88001'");
    if (rowCount === 0) await giveFindings(pool);
  } finally {
    await pool.end();
  }
});

async function giveFindings(pool: pg.Pool): Promise<void> {
  for (let n = 1; n <= 5; n++)
    await givenVulnerability(pool, { ids: [`CVE-2026-8800${n}`, `GHSA-remh-remh-000${n}`], severity: n === 1 ? "critical" : "high", score: 8, epss: 0.4 }, [
      { name: "rem-http", version: "4.2.0", fixed: `4.2.${n}` },
    ]);
  for (let n = 1; n <= 3; n++)
    await givenVulnerability(pool, { ids: [`CVE-2026-8801${n}`, `GHSA-remo-remo-000${n}`], severity: "medium" }, [
      { name: "rem-orm", version: "1.0.0", fixed: "1.1.0" },
    ]);
  for (let n = 1; n <= 2; n++)
    await givenVulnerability(pool, { ids: [`CVE-2026-8802${n}`, `GHSA-reml-reml-000${n}`], severity: "low" }, [
      { name: "rem-log", version: "2.0.0", fixed: "2.0.1" },
    ]);
  for (let n = 0; n < 3; n++)
    await givenVulnerability(pool, { ids: [`CVE-2026-8803${n}`, `GHSA-remz-remz-000${n}`], severity: "low" }, [
      { name: `rem-odd-${n}`, version: "1.0.0", fixed: "1.0.1" },
    ]);
  await openFindings(pool);
  // They opened three weeks ago, and some were fixed since.
  await pool.query(
    `update finding set opened_at = opened_at - interval '20 days' where artifact_id in (select a.id from artifact a join service s on s.id = a.service_id where s.slug like 'rem-%')`,
  );
  await pool.query(
    `insert into finding (artifact_id, package_version_id, vulnerability_id, opened_at, closed_at, open_reason, close_reason, advisory_ids)
     select artifact_id, package_version_id, vulnerability_id, opened_at - interval '40 days', opened_at - interval '8 days', 'build', 'upgraded', advisory_ids
     from finding f join artifact a on a.id = f.artifact_id join service s on s.id = a.service_id where s.slug = 'rem-shop' and f.closed_at is null`,
  );
  await pool.query("update artifact_findings set rev = rev + 1");
  await queueFindings(pool);
}

const figures = (page: Page) => page.getByLabel("Figures", { exact: true });
const upgrades = (page: Page) => page.getByRole("region", { name: "Upgrades", exact: true }).locator("tbody > tr");

test("a manager finds the three upgrades that matter and follows a number to its list", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Remediation" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/open|Open findings/);

  await page.getByRole("button", { name: "Team", exact: true }).click();
  await page.getByRole("menuitemcheckbox", { name: team.name }).click();
  await expect(page).toHaveURL(/team=rem-crew/);
  await page.keyboard.press("Escape");
  await expect(figures(page)).toContainText(/Open33/);

  await expect(upgrades(page).nth(0)).toContainText("rem-http");
  await expect(upgrades(page).nth(0)).toContainText("4.2.5");
  await expect(upgrades(page).nth(1)).toContainText(/rem-orm/);
  await expect(upgrades(page).nth(2)).toContainText(/rem-log/);
  await expect(upgrades(page).nth(2)).toContainText(/30 of 33/);

  await page.getByRole("link", { name: `Open, ${team.name}, critical: 3` }).click();
  await expect(page).toHaveURL(/\/findings\?.*team=rem-crew.*severity=critical/);
  const rows = page.getByRole("region", { name: "Findings" }).locator("tbody tr");
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: "CVE-2026-88001" })).toHaveCount(3);
  await page.goBack();
  await expect(figures(page)).toContainText(/Open33/);
});

test("the same figures of a team, of a past day, of its week and as a file", async ({ page }) => {
  await open(page, "/remediation?team=rem-crew");
  await page.getByRole("region", { name: "Teams" }).getByRole("link", { name: team.name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: team.name })).toBeVisible();
  await expect(page.getByText("#rem")).toBeVisible();
  await expect(figures(page)).toContainText(/Open33/);

  // The drawing is read by keyboard, and leads to the day that it stands on.
  const days = page.getByRole("slider", { name: /Open findings by severity/ });
  await days.focus();
  await page.keyboard.press("Home");
  await expect(days).toHaveAttribute("aria-valuetext", /: 0 open/);
  await page.getByText("The numbers as a table").first().click();
  await expect(page.getByRole("region", { name: "Open findings by day and severity" }).locator("tbody tr").first()).toContainText(/0$/);
  await page.getByRole("link", { name: /^All figures as of/ }).click();
  await expect(page).toHaveURL(/asOf=\d{4}-\d\d-\d\d/);
  await expect(page.getByText("Nothing was known by that day")).toBeVisible();
  await page.goBack();
  await days.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("PageUp");
  await expect(days).toHaveAttribute("aria-valuetext", /: 33 open/);
  await page.getByRole("link", { name: /^All figures as of/ }).click();
  await expect(page).toHaveURL(/asOf=\d{4}-\d\d-\d\d/);
  await expect(figures(page)).toContainText(/Open33/);
  await expect(page.getByRole("heading", { name: "Upgrades that close most" })).toHaveCount(0);
  await page.goBack();

  await page.getByRole("button", { name: "CSV" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Teams beside each other" }).click();
  const lines = readFileSync((await (await download).path()) ?? "", "utf8").split("\r\n");
  expect(lines.find((line) => line.startsWith("rem-crew,"))).toMatch(/^rem-crew,Rem Crew,33,/);

  await page.getByRole("link", { name: "Last week's summary" }).click();
  await expect(page).toHaveURL(/\/teams\/rem-crew\/weeks\/\d{4}-W\d\d$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/Rem Crew, Week \d+/);
  await page.getByRole("link", { name: "Week before" }).click();
  await expect(page.getByRole("link", { name: "Week after" })).toBeVisible();

  await open(page, "/services/rem-shop");
  await expect(page.getByRole("region", { name: "Remediation" })).toContainText(/11/);
});

test("a team without services and a day that cannot be read say so", async ({ page }) => {
  await put(page, "/api/v1/teams/rem-idle", { name: "Rem Idle" });
  await open(page, "/teams/rem-idle");
  await expect(page.getByText("Nothing to count yet")).toBeVisible();
  await open(page, "/remediation?team=rem-idle");
  await expect(page.getByText("No service is under these filters")).toBeVisible();
  await page.getByRole("link", { name: "Clear all filters" }).click();
  await expect(figures(page)).toBeVisible();
  await open(page, "/remediation?from=yesterday");
  await expect(page.getByRole("alert").filter({ hasText: "cannot be read" })).toBeVisible();
  for (const path of ["/teams/no-such-team", "/teams/rem-crew/weeks/2026-W60", "/teams/rem-crew/weeks/2099-W01"])
    expect((await page.goto(path))?.status(), path).toBe(404);
});

test("each page of figures or findings says once that the mirror is not up to date, as the API does", async ({ page }) => {
  // Journeys beside this one sync the mirror.
  for (const path of ["/remediation", "/teams/rem-crew", "/teams/rem-crew/weeks/2026-W01", "/services/rem-shop", "/findings", "/findings?group=package"])
    await expect(async () => {
      const { meta } = await (await page.request.get("/api/v1/remediation")).json();
      await open(page, path);
      await expect(page.getByText("so something may be missing here.")).toHaveCount(meta.mirror.state === "current" ? 0 : 1, { timeout: 2_000 });
      if (path.startsWith("/findings")) await expect(page.getByRole("main").getByRole("link", { name: /^Advisories/ })).toHaveCount(1, { timeout: 2_000 });
    }).toPass();
});

for (const { theme, width } of looks) {
  test(`the figures are sound in the ${theme} theme at ${width} px`, async ({ page }) => {
    test.slow();
    await seeIn(page, theme);
    await page.setViewportSize({ width, height: 900 });
    for (const path of [
      "/remediation",
      "/remediation?teams=time&by=kind&all=teams",
      "/teams/rem-crew",
      "/teams/rem-crew/weeks/2026-W01",
      "/services/rem-shop",
    ]) {
      await open(page, path);
      await expectSound(page);
      if (width === 390 && path !== "/services/rem-shop") await expectNothingSideways(page);
    }
  });
}

test("on paper there are the figures, and nothing to click", async ({ page }) => {
  await open(page, "/remediation?team=rem-crew");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(page.getByRole("button", { name: /^Period/ })).toBeHidden();
  await expect(figures(page)).toBeVisible();
  await expect(page.getByText(/^http:\/\/.* UTC$/)).toBeVisible();
});
