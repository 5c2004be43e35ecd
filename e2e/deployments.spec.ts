import { expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { expectNothingSideways, expectSound, looks, open, seeIn } from "./people";
import { bomOf, given } from "./sboms";

const now = Date.now();
const daysAgo = (days: number): string => new Date(now - days * 86_400_000).toISOString();

/** What the deploy job of a CI sends, with the session of the page. */
async function deployed(page: Page, report: Record<string, unknown>): Promise<void> {
  const headers = { "sec-fetch-site": "same-origin" };
  const response = await page.request.post("/api/v1/deployments", { data: { service: "ferry", ...report }, headers });
  expect(response.ok(), await response.text()).toBe(true);
}

test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await given(page, { service: "ferry", version: "1.0.0", builtAt: daysAgo(90) }, bomOf("ferry", [{ name: "oar", version: "1.0.0" }]));
  await given(page, { service: "ferry", version: "2.0.0" }, bomOf("ferry", [{ name: "oar", version: "2.0.0" }]));
  await page.close();
});

const running = (page: Page) => page.getByRole("region", { name: "What runs now, production first" });
const history = (page: Page) => page.getByRole("region", { name: "Deployments that ended, last begun first" });

test("what runs where is on its own tab, with the command that reports it while there is nothing", async ({ page }) => {
  await open(page, "/services/ferry");
  await page.getByRole("navigation", { name: "Service" }).getByRole("link", { name: "Deployments" }).click();
  await expect(page.getByText("No deployment yet")).toBeVisible();
  await expect(page.getByRole("region", { name: "Deploy command" })).toContainText("wherein deploy --environment production");
  await expectSound(page);

  // The newest one is told first: the older report ends where it began.
  await deployed(page, { environment: "production", version: "2.0.0", from: daysAgo(20) });
  await deployed(page, { environment: "production", version: "1.0.0", from: daysAgo(50) });
  await deployed(page, { environment: "eu-prod", version: "1.0.0", from: daysAgo(49) });
  await deployed(page, { environment: "staging", version: "2.0.0", from: daysAgo(22) });
  await page.reload();
  const rows = running(page).getByRole("row");
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(1)).toContainText(/eu-prod\s*production.*1\.0\.0.*still runs/);
  await expect(rows.nth(2)).toContainText(/production.*2\.0\.0.*still runs/);
  await expect(rows.nth(3)).toContainText(/staging.*2\.0\.0/);
  await expect(history(page).getByRole("row")).toHaveCount(2);
  await expect(history(page).locator(`time[datetime="${daysAgo(20)}"]`)).toBeVisible();

  await page.getByRole("button", { name: "Environment" }).click();
  await page.getByRole("menuitemcheckbox", { name: /staging/ }).click();
  await expect(page).toHaveURL(/environment=staging/);
  await expect(rows).toHaveCount(2);
});

test("what is observed is told from what jobs report by the facet Source, with the keyboard alone", async ({ page }) => {
  const pool = new pg.Pool({ connectionString: process.env.E2E_DATABASE_URL });
  // Ended: what other journeys count as running stays the same.
  await pool.query(
    `insert into deployment (artifact_id, id, build_seq, environment, from_at, to_at, replaces, source, seen_in, recorded_at)
     select a.id, gen_random_uuid(), 1, 'production', $1, $2, false, 'ecs', '{harbour}', $2 from artifact a join service s on s.id = a.service_id
     where s.slug = 'ferry' and not exists (select from deployment d where d.artifact_id = a.id and d.source = 'ecs')`,
    [daysAgo(80), daysAgo(70)],
  );
  await pool.end();
  await open(page, "/services/ferry/deployments");
  const facet = page.getByRole("button", { name: "Source" });
  await facet.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitemcheckbox", { name: /^Reported by jobs/ })).toBeVisible();
  await expectSound(page, { openMenu: true });
  await page.keyboard.type("ECS");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/source=ecs/);
  await expect(page.getByText("everything that is chosen has ended")).toBeVisible();
  await expect(history(page).getByRole("row")).toHaveCount(2);
  await expect(history(page).getByRole("row").nth(1)).toContainText("observed in ECS, cluster harbour");
  await page.keyboard.press("Escape");
  await expectSound(page);
  await page.getByRole("link", { name: "Clear all" }).click();
  await expect(history(page).getByRole("row")).toHaveCount(3);
});

test("builds say where they run, and a row is opened by keyboard", async ({ page }) => {
  await open(page, "/services/ferry/builds");
  await expect(page.getByRole("row", { name: /^Build 1/ })).toContainText("running in eu-prod");
  await expect(page.getByRole("row", { name: /^Build 2/ })).toContainText(/running in production.*running in staging/);
  await open(page, "/services/ferry/deployments");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: /^ferry main build 1/ })).toContainText("running in eu-prod");
});

for (const { theme, width } of looks) {
  test(`deployments and the owner file are sound in the ${theme} theme at ${width} px`, async ({ page }) => {
    await seeIn(page, theme);
    await page.setViewportSize({ width, height: 900 });
    await open(page, "/services/ferry/deployments");
    await expectSound(page);
    await expectNothingSideways(page);
    await open(page, "/settings/teams");
    await expectSound(page);
  });
}

test("what was switched off is ended after a question, and what is retired goes on running", async ({ page }) => {
  await open(page, "/services/ferry/deployments");
  await running(page).getByRole("button", { name: "End ferry main in staging" }).click();
  const dialog = page.getByRole("dialog", { name: "Did ferry main in staging end?" });
  await expectSound(page);
  await dialog.getByRole("button", { name: "End deployment" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(running(page).getByRole("row")).toHaveCount(3);
  await expect(history(page).getByRole("row", { name: /staging/ })).toBeVisible();

  await open(page, "/services/ferry");
  await page.getByRole("button", { name: "Retire ferry main" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Retire artifact" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await open(page, "/services/ferry/deployments");
  await expect(running(page).getByRole("row", { name: /^production/ })).toContainText(/retired.*still runs/);
  // Other journeys count what is known.
  await given(page, { service: "ferry", version: "3.0.0" }, bomOf("ferry", [{ name: "oar", version: "3.0.0" }]));
});

test("an owner file is looked at, corrected, and applied; the service then shows whom to call", async ({ page }) => {
  await open(page, "/settings/teams");
  const file = page.getByLabel("The file");
  await file.fill('services:\n  - match: "ferr?"\n    team: harbour\n');
  await page.getByRole("button", { name: "Show what changes" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The file cannot be used" })).toContainText('/services/0/team: Line 3: There is no team "harbour"');
  await file.fill(
    'teams:\n  - slug: harbour\n    name: Harbour\n    onCall: https://oncall.example.com/harbour\n    chat: "#harbour"\nservices:\n  - match: "ferr?"\n    team: harbour\n',
  );
  await page.getByRole("button", { name: "Show what changes" }).click();
  const changes = page.getByRole("region", { name: "Changes" });
  await expect(changes).toContainText("+ team harbour: name Harbour");
  await expect(changes).toContainText("~ service ferry: nobody → harbour by ferr?");
  await expect(page.getByRole("row", { name: /Harbour/ })).toHaveCount(0);
  await expectSound(page);
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("Applied")).toBeVisible();
  const row = page.getByRole("row", { name: /Harbour/ });
  await expect(row).toContainText("#harbour");
  await row.getByRole("button", { name: "Edit Harbour" }).click();
  const edit = page.getByRole("dialog", { name: "Edit Harbour" });
  await expect(edit.getByLabel("Chat")).toHaveValue("#harbour");
  await edit.getByLabel("Runbook").fill("https://wiki.example.com/harbour");
  await edit.getByRole("button", { name: "Save team" }).click();
  await expect(edit).toHaveCount(0);

  await open(page, "/services/ferry");
  await expect(page.getByRole("button", { name: "owned by Harbour" })).toBeVisible();
  await expect(page.getByRole("link", { name: "on call" })).toHaveAttribute("href", "https://oncall.example.com/harbour");
  await expect(page.getByRole("link", { name: "runbook" })).toHaveAttribute("href", "https://wiki.example.com/harbour");

  await open(page, "/settings/teams");
  await page.getByRole("button", { name: "Delete Harbour" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete team" }).click();
  await expect(page.getByRole("row", { name: /Harbour/ })).toHaveCount(0);
});
