import { expect, test } from "@playwright/test";
import { administrator, expectSound, sessionFile } from "./people";

const link = () => process.env.E2E_SETUP_LINK ?? "";

test.describe.configure({ mode: "serial" });
// Strangers: whatever session the journeys have, these begin without one.
test.use({ storageState: { cookies: [], origins: [] } });

test("without the link, set-up says where to find it", async ({ page }) => {
  await page.goto("/setup");
  await expect(page.getByRole("heading", { name: "Create the administrator" })).toBeVisible();
  await expect(page.getByText("Open the set-up link that Wherein printed when it started.")).toBeVisible();
  await expectSound(page);
});

test("the printed link creates the administrator, who is signed in at once", async ({ page }) => {
  await page.goto(link());
  await expectSound(page);
  await page.getByLabel("Name").fill(administrator.name);
  await page.getByLabel("E-mail").fill(administrator.email);
  await page.getByLabel("Password").fill(administrator.password);
  await page.getByRole("button", { name: "Create and sign in" }).click();
  await expect(page.getByRole("heading", { name: "Which services contain it?" })).toBeVisible();
  await expect(page.getByRole("button", { name: `Account: ${administrator.name}` })).toBeVisible();
  await page.context().storageState({ path: sessionFile });
});

test("the link works once", async ({ page }) => {
  await page.goto(link());
  await expect(page).toHaveURL(/\/sign-in$/);
});

test("a page leads a stranger to the sign-in and back", async ({ page }) => {
  await page.goto("/services?status=stale");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await expectSound(page);
  await page.getByLabel("E-mail").fill(administrator.email);
  await page.getByLabel("Password").fill("not the password at all");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("The e-mail address or the password is wrong.")).toBeVisible();
  await page.getByLabel("Password").fill(administrator.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/services\?status=stale$/);
});

test("after signing out the pages are closed", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(administrator.email);
  await page.getByLabel("Password").fill(administrator.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Which services contain it?" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/services");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
});
