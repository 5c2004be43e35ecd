import { expect, test } from "@playwright/test";
import { open } from "./people";
import { bomOf } from "./sboms";

test("a token is shown once, uploads, shows its last use and ends when it is revoked", async ({ page, request }) => {
  await open(page, "/settings/tokens");
  await page.getByLabel("Name").fill("journey token");
  await page.getByRole("checkbox", { name: /upload SBOMs/ }).check();
  await page.getByRole("button", { name: "Create token" }).click();
  const secret = (await page.locator("[data-shown-once]").textContent()) ?? "";
  expect(secret).toMatch(/^whr_/);
  const upload = () =>
    request.post("/api/v1/sboms?service=by-token&wait=30", {
      data: bomOf("by-token", [{ name: "tokened", version: "1.0.0" }]),
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", cookie: "" },
    });
  expect((await upload()).ok()).toBe(true);

  await page.reload();
  await expect(page.getByText(secret)).toHaveCount(0);
  const row = page.getByRole("row", { name: /journey token/ }).filter({ has: page.getByRole("button", { name: "Revoke journey token" }) });
  await expect(row).toContainText(secret.slice(0, 12));
  await expect(row).toContainText("sbom:write");
  await expect(row).toContainText("just now");

  await row.getByRole("button", { name: "Revoke journey token" }).click();
  const dialog = page.getByRole("dialog", { name: "Revoke journey token?" });
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await row.getByRole("button", { name: "Revoke journey token" }).click();
  await dialog.getByRole("button", { name: "Revoke token" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("row", { name: /journey token/ })).toContainText("revoked");
  expect((await upload()).status()).toBe(401);
});

test("a token that may do nothing is not made", async ({ page }) => {
  await open(page, "/settings/tokens");
  await page.getByLabel("Name").fill("nothing");
  await page.getByRole("checkbox", { name: /upload SBOMs/ }).uncheck();
  await page.getByRole("button", { name: "Create token" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Choose at least one thing" })).toBeVisible();
});
