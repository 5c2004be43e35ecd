import { expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { givenVulnerability, openFindings } from "../tests/integration/setup/given-vulnerability";
import { expectSound, looks, open, seeIn } from "./people";
import { bomOf, given } from "./sboms";

const id = "CVE-2026-60606";
const anchor = { name: "rusty-anchor", version: "1.0.0" };

async function inDatabase(work: (pool: pg.Pool) => Promise<unknown>): Promise<void> {
  const pool = new pg.Pool({ connectionString: process.env.E2E_DATABASE_URL });
  try {
    await work(pool);
  } finally {
    await pool.end();
  }
}

test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await given(page, { service: "harbor" }, bomOf("harbor", [anchor]));
  await given(page, { service: "harbor", ref: "feature/crane" }, bomOf("harbor", [anchor, { name: "crane", version: "2.0.0" }]));
  await page.close();
  await inDatabase(async (pool) => {
    // A worker that starts again after a failure finds what the first one told.
    const { rowCount } = await pool.query("select from vulnerability where display_id = $1", [id]);
    if (rowCount !== 0) return;
    await givenVulnerability(pool, { ids: [id], severity: "high", score: 8.1, summary: "Anchors slip" }, [anchor]);
    await openFindings(pool);
  });
});
// Other journeys count what is known.
test.afterAll(() =>
  inDatabase(async (pool) => {
    for (const table of ["finding", "match", "advisory", "vulnerability_alias"])
      await pool.query(`delete from ${table} where vulnerability_id = (select id from vulnerability where display_id = $1)`, [id]);
    await pool.query("delete from vulnerability where display_id = $1", [id]);
  }),
);

const artifact = (page: Page, ref: string) =>
  page.getByRole("region", { name: "Artifacts and their newest builds" }).getByRole("row", { name: new RegExp(`harbor.*${ref}`) });

async function retire(page: Page, ref: string): Promise<void> {
  await artifact(page, ref)
    .getByRole("button", { name: `Retire harbor ${ref}` })
    .click();
  const dialog = page.getByRole("dialog", { name: `Retire harbor ${ref}?` });
  await expect(dialog).toContainText("Its next upload brings it back.");
  await dialog.getByRole("button", { name: "Retire artifact" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(artifact(page, ref)).toContainText(/retired.*retired just now/);
}

test("a branch that is gone is retired after a question, and its finding is closed as that", async ({ page }) => {
  await open(page, "/services/harbor");
  await expect(page.getByRole("list", { name: "Open findings" })).toContainText("2 high");
  await artifact(page, "feature/crane").getByRole("button", { name: "Retire" }).click();
  await expectSound(page);
  await page.getByRole("dialog").getByRole("button", { name: "Keep it" }).click();
  await expect(artifact(page, "feature/crane")).toContainText("current");
  await retire(page, "feature/crane");
  await expect(artifact(page, "feature/crane").getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("list", { name: "Open findings" })).toContainText("1 high");

  await open(page, "/services/harbor/findings?state=closed");
  await expect(page.getByRole("row", { name: new RegExp(id) })).toContainText("the artifact was retired");
  await open(page, "/blast-radius?q=crane");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/^None of the/);
});

test("a service of which nothing is shipped is shown as retired and not counted", async ({ page }) => {
  await open(page, "/services/harbor");
  await retire(page, "main");
  await expect(page.getByText("This service is retired")).toBeVisible();
  await open(page, "/services?q=harbor");
  await expect(page.getByRole("row", { name: /harbor/ })).toContainText(/retired.*retired just now/);
  await open(page, `/blast-radius?q=${encodeURIComponent("rusty-anchor service:harbor")}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nothing of the service that is asked about is shipped any more.");
  await expect(page.getByText("1 service of which nothing is shipped any more is not counted.")).toBeVisible();
});

for (const { theme, width } of looks) {
  test(`what is retired is sound in the ${theme} theme at ${width} px`, async ({ page }) => {
    await seeIn(page, theme);
    await page.setViewportSize({ width, height: 900 });
    for (const path of ["/services/harbor", "/services?status=retired", "/blast-radius?q=service:harbor+rusty-anchor"]) {
      await open(page, path);
      await expectSound(page);
    }
  });
}

test("an upload brings it back, with its finding", async ({ page }) => {
  await given(page, { service: "harbor" }, bomOf("harbor", [anchor, { name: "rope", version: "3.0.0" }]));
  await open(page, "/services/harbor");
  await expect(artifact(page, "main")).toContainText("current");
  await expect(page.getByText("This service is retired")).toHaveCount(0);
  await expect(page.getByRole("list", { name: "Open findings" })).toContainText("1 high");
  await open(page, "/blast-radius?q=rusty-anchor");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/^1 of/);
});
