import { expect, type Page, test } from "@playwright/test";
import { open } from "./people";
import { bomOf, given } from "./sboms";

const published = "1".repeat(64);
const tampered = "2".repeat(64);
const documentOf = (root: string, sha256?: string) => bomOf(root, [{ name: "sealed-parcel", version: "1.4.2", ...(sha256 && { sha256 }) }]);

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await given(page, { service: "parcel-clean" }, documentOf("parcel-clean", published));
  await given(page, { service: "parcel-tampered", version: "1", builtAt: "2026-01-01T00:00:00Z" }, documentOf("parcel-tampered", published));
  await given(page, { service: "parcel-tampered", version: "2" }, documentOf("parcel-tampered", tampered));
  await given(page, { service: "parcel-silent" }, documentOf("parcel-silent"));
  await page.close();
});

const figures = (page: Page) => page.locator("dl").filter({ hasText: "affected" });
const among = "service:parcel-clean,parcel-tampered,parcel-silent";

test("a hash finds the very bits: another hash of the same version is clean, none at all is unknown", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("combobox", { name: "Which services contain" }).fill(`sha256:${tampered} ${among}`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/^1 of 3 services contains sha256:222222222222… ?.*1 service is unknown\.$/);
  await expect(figures(page)).toContainText(/affected1unknown.*1clean1/);
  await expect(page.getByRole("region", { name: "Affected services" }).getByRole("row", { name: /parcel-tampered/ })).toContainText("1.4.2");
  const unknown = page.getByRole("region", { name: "Unknown services" });
  await expect(unknown.getByRole("row", { name: /parcel-silent/ })).toContainText("no SHA-256 for that version");
  await expect(unknown.getByRole("row", { name: /parcel-clean/ })).toHaveCount(0);
});

test("the same version is asked for by name and affects all of them", async ({ page }) => {
  await open(page, `/blast-radius?q=${encodeURIComponent(`npm:sealed-parcel@1.4.2 ${among}`)}`);
  await expect(figures(page)).toContainText(/affected3unknown.*0clean0/);
});

test("a moment of the past is answered from the bits that were there then", async ({ page }) => {
  const asked = encodeURIComponent(`sha256:${tampered} service:parcel-tampered`);
  await open(page, `/blast-radius?q=${asked}&asof=2026-01-02T00:00:00Z`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/^None of the 1 service with a current SBOM contained sha256:222222222222… on/);
  await expect(page.getByRole("main")).toContainText("but no service holds it");
});
