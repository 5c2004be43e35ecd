import { expect, test } from "@playwright/test";
import { open } from "./people";
import { bomOf } from "./sboms";

const document = bomOf("shop", [
  { name: "express-like", version: "4.0.0", needs: ["query-like"] },
  { name: "query-like", version: "6.5.3" },
]);

test("a file uploaded by form is accounted for to the last component, and its service can be asked for", async ({ page }) => {
  await open(page, "/upload");
  await page.getByLabel("SBOM file").setInputFiles({ name: "bom.json", mimeType: "application/json", buffer: document });
  await page.getByLabel("Service").fill("shop");
  await page.getByLabel("Version").fill("2.0.0");
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(page).toHaveURL(/\/uploads\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("status").filter({ hasText: "Done" })).toBeVisible();
  await expect(page.getByRole("row", { name: /Components in the document/ })).toContainText("2100 %");
  await page.reload();
  await expect(page.getByRole("status").filter({ hasText: "Done" })).toBeVisible();

  await page.getByRole("link", { name: /^Build \d+$/ }).click();
  await expect(page.getByRole("heading", { name: /shop main build/ })).toBeVisible();
  await open(page, "/blast-radius?q=query-like@<7");
  await expect(page.getByRole("row", { name: /shop/ }).filter({ hasText: "6.5.3" })).toBeVisible();
});

test("a broken file is refused with what is wrong, and the form keeps what was written", async ({ page }) => {
  await open(page, "/upload");
  await page.getByLabel("SBOM file").setInputFiles({ name: "bom.json", mimeType: "application/json", buffer: document.subarray(0, 200) });
  await page.getByLabel("Service").fill("broken-shop");
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "ends too early" })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "Request" })).toBeVisible();
  await expect(page.getByLabel("Service")).toHaveValue("broken-shop");
});

test("names are text, whatever is in them", async ({ page }) => {
  const failures: string[] = [];
  page.on("dialog", (dialog) => failures.push(dialog.message()));
  const name = "<img src=x onerror=alert(1)>";
  const hostile = Buffer.from(
    JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5", components: [{ type: "library", name, version: "<script>alert(2)</script>" }] }),
  );
  await open(page, "/upload");
  await page.getByLabel("SBOM file").setInputFiles({ name: "bom.json", mimeType: "application/json", buffer: hostile });
  await page.getByLabel("Service").fill("<h1>hostile</h1>");
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Upload for <h1>hostile</h1>" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Done" })).toBeVisible();
  await page.getByRole("link", { name: "Service", exact: true }).click();
  await page.getByRole("link", { name: "Components", exact: true }).click();
  await expect(page.getByRole("link", { name })).toBeVisible();
  expect(failures).toEqual([]);
});
