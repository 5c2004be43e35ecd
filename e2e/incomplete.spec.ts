import { expect, test } from "@playwright/test";
import { expectSound, open } from "./people";
import { bomOf, given } from "./sboms";

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await given(page, { service: "lists-nothing" }, bomOf("lists-nothing", []));
  await page.close();
});

// The next SBOM makes it current again: other journeys count what is unknown.
test.afterAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await given(page, { service: "lists-nothing" }, bomOf("lists-nothing", [{ name: "lists-something", version: "1.0.0" }]));
  await open(page, "/services/lists-nothing");
  await expect(page.getByText("current", { exact: true }).first()).toBeVisible();
  await page.close();
});

test("a service whose SBOM lists nothing is incomplete in the list, its filter and its page, with the reason and what to do", async ({ page }) => {
  await open(page, "/services?q=lists-nothing");
  await expect(page.getByRole("row", { name: /lists-nothing/ })).toContainText("incomplete");
  await page.getByRole("button", { name: "Status" }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: /^incomplete/ })).toContainText(
    "an SBOM lists nothing, was not read in full, or says it is incomplete",
  );
  await expectSound(page, { openMenu: true });
  await page.getByRole("menuitemcheckbox", { name: /^incomplete/ }).click();
  await expect(page).toHaveURL(/status=incomplete/);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "lists-nothing" }).click();

  await expect(page.getByRole("heading", { name: "lists-nothing" })).toBeVisible();
  await expect(page.getByText("Its answers are unknown where nothing was found")).toBeVisible();
  await expect(page.getByText("lists no component.")).toBeVisible();
  await expect(page.getByText("current", { exact: true })).toHaveCount(0);
  await expectSound(page);
  await page.getByRole("link", { name: "lists-nothing main build 1" }).click();
  await expect(page.getByText("Its SBOM lists no component", { exact: true })).toBeVisible();
  await expectSound(page);

  await open(page, "/blast-radius?q=left-pad");
  await expect(page.getByRole("region", { name: "Unknown services" }).getByRole("row", { name: /lists-nothing/ })).toContainText("SBOM incomplete");
});
