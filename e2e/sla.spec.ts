import { expect, type Page, test } from "@playwright/test";
import { expectNothingSideways, expectSound, looks, open, seeIn } from "./people";
import { bomOf, given } from "./sboms";

test.describe.configure({ mode: "serial" });

const ruleRow = (page: Page, name: RegExp) => page.getByRole("region", { name: "Rules" }).getByRole("row", { name });

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await given(page, { service: "sla-tills" }, bomOf("sla-tills", [{ name: "sla-quiet", version: "1.0.0" }]));
  await page.close();
});

test("an administrator adds a rule, moves it up, tries it, saves it and goes back to the defaults", async ({ page }) => {
  await open(page, "/settings/sla");
  await expect(page.getByText("nobody has set a policy yet")).toBeVisible();
  await expect(page.getByText("The defaults have counted from the start.")).toBeVisible();
  await expect(ruleRow(page, /Malware/)).toContainText("1 day");
  const save = page.getByRole("button", { name: "Save the policy" });
  await expect(save).toBeDisabled();

  await page.getByRole("button", { name: "Add a rule" }).click();
  const dialog = page.getByRole("dialog", { name: "A new rule" });
  await dialog.getByRole("checkbox", { name: "unscored" }).check();
  await dialog.getByRole("checkbox", { name: "tier 4" }).check();
  await expectSound(page);
  await dialog.getByLabel("How many").fill("36");
  await dialog.getByLabel("Days or hours").selectOption("hours");
  await dialog.getByRole("button", { name: "Add it" }).click();
  const added = ruleRow(page, /Unscored, tier 4/);
  await expect(added).toContainText("36 hours");
  await added.getByRole("button", { name: /up$/ }).click();
  await expect(page.getByRole("region", { name: "Rules" }).getByRole("row").nth(-2)).toContainText("Unscored, tier 4");

  await page.getByRole("button", { name: "What would it change?" }).click();
  await expect(page.getByRole("region", { name: "What it would change" }).getByRole("row", { name: /^Overdue/ })).toBeVisible();
  await expectSound(page);
  await save.click();
  await expect(page.getByText("Edition 1")).toBeVisible();
  await expect(page.getByText("counts now")).toBeVisible();
  await page.reload();
  await expect(ruleRow(page, /Unscored, tier 4/)).toContainText("36 hours");
  await page.getByText("Edition 1").click();
  await expect(page.getByText("Unscored, tier 4: 36 hours")).toBeVisible();

  await ruleRow(page, /Unscored, tier 4/)
    .getByRole("button", { name: /^Remove/ })
    .click();
  await expect(page.getByText("Changed, and not saved yet.")).toBeVisible();
  await page.getByRole("button", { name: "Undo the changes" }).click();
  await expect(ruleRow(page, /Unscored, tier 4/)).toBeVisible();
  await page.getByRole("button", { name: "Take the defaults" }).click();
  await save.click();
  await expect(page.getByText("Edition 2")).toBeVisible();
  await expect(ruleRow(page, /Unscored, tier 4/)).toHaveCount(0);
});

test("a service gets a tier on its page, and all of a team's at once", async ({ page }) => {
  await open(page, "/services/sla-tills");
  await page.getByRole("button", { name: "no tier" }).click();
  await page.getByRole("menuitemradio", { name: /^tier 1/ }).click();
  await expect(page.getByRole("button", { name: "tier 1" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "tier 1" })).toBeVisible();

  await page.request.put("/api/v1/teams/sla-tellers", { data: { name: "SLA tellers" }, headers: { "sec-fetch-site": "same-origin" } });
  await page.request.put("/api/v1/services/sla-tills/owner", { data: { team: "sla-tellers" }, headers: { "sec-fetch-site": "same-origin" } });
  await open(page, "/settings/teams");
  await page.getByRole("button", { name: "Tier of the services of SLA tellers" }).click();
  const dialog = page.getByRole("dialog", { name: "Tier of 1 service" });
  await dialog.getByRole("radio", { name: /^tier 2/ }).check();
  await expectSound(page);
  await dialog.getByRole("button", { name: "Set the tier" }).click();
  await expect(dialog).toHaveCount(0);
  await open(page, "/services?q=sla-tills");
  await expect(
    page
      .getByRole("region", { name: "Services" })
      .getByRole("row", { name: /sla-tills/ })
      .getByRole("cell", { name: "2", exact: true }),
  ).toBeVisible();
});

test("the page is sound in each look", async ({ page }) => {
  for (const { theme, width } of looks) {
    await seeIn(page, theme);
    await page.setViewportSize({ width, height: 900 });
    await open(page, "/settings/sla");
    await expectSound(page);
    await expectNothingSideways(page);
  }
});
