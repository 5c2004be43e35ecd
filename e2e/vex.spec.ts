import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { givenVulnerability, openFindings } from "../tests/integration/setup/given-vulnerability";
import { expectNothingSideways, expectSound, looks, open, seeIn } from "./people";
import { bomOf, given } from "./sboms";

const cve = "CVE-2026-36001";
const vex = (status: string, more: object, id = "vex-36") =>
  Buffer.from(
    JSON.stringify({
      "@context": "https://openvex.dev/ns/v0.2.0",
      "@id": `https://supplier.test/${id}`,
      author: "Supplier <psirt@supplier.test>",
      timestamp: "2026-11-01T00:00:00Z",
      version: 1,
      statements: [
        {
          vulnerability: { name: cve },
          products: [{ "@id": "pkg:npm/vexed-lib" }, { "@id": "pkg:oci/supplier%2Fbase", subcomponents: [{ "@id": "pkg:npm/vexed-lib" }] }],
          status,
          ...more,
        },
        { vulnerability: { name: "" }, products: ["<b>nothing</b>"], status: "fixed" },
      ],
    }),
  );
const file = (name: string, buffer: Buffer) => ({ name, mimeType: "application/json", buffer });

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await given(page, { service: "vexed-shop" }, bomOf("vexed", [{ name: "vexed-lib", version: "1.0.0" }]));
  await page.close();
  const pool = new pg.Pool({ connectionString: process.env.E2E_DATABASE_URL });
  try {
    const { rowCount } = await pool.query("select from vulnerability where display_id = $1", [cve]);
    if (rowCount !== 0) return;
    await givenVulnerability(pool, { ids: [cve], severity: "high", summary: "Prototype pollution" }, [{ name: "vexed-lib", version: "1.0.0", fixed: "1.0.1" }]);
    await openFindings(pool);
  } finally {
    await pool.end();
  }
});

test("a supplier's document is previewed, imported, contradicted, exported and withdrawn", async ({ page }) => {
  await open(page, "/decisions/import");
  const notVex = Buffer.from('{"spdxVersion": "SPDX-2.3"}');
  await page
    .getByRole("button", { name: "Documents", exact: true })
    .setInputFiles([file("supplier.json", vex("not_affected", { justification: "vulnerable_code_not_present" })), file("sbom.json", notVex)]);
  await page.getByRole("button", { name: "Preview" }).click();
  const chosen = page.getByRole("region", { name: "Chosen documents" });
  await expect(chosen.getByRole("row", { name: /supplier\.json/ })).toContainText("Can be imported");
  await expect(chosen).toContainText("/statements/1/vulnerability");
  await expect(chosen).toContainText("This is an SBOM of SPDX");
  await expect(page.getByRole("status").filter({ hasText: "1 decision would be made." })).toBeVisible();
  await page.getByRole("button", { name: "Import 1 document" }).click();
  await expect(page.getByRole("status").filter({ hasText: "1 decision made." })).toBeVisible();
  await expect(page.getByRole("region", { name: "Imported documents, newest first" })).toContainText("supplier.json");

  await open(page, "/decisions/import");
  await page.getByLabel("They count").selectOption("service");
  await page.getByLabel("Service").fill("vexed-shop");
  await page
    .getByRole("button", { name: "Documents", exact: true })
    .setInputFiles([file("other.json", vex("affected", { action_statement: "Update." }, "vex-37"))]);
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: "Import 1 document" }).click();
  await expect(page.getByRole("status").filter({ hasText: "1 decision made." })).toBeVisible();

  await open(page, "/decisions/conflicts");
  const conflict = page.getByRole("row", { name: new RegExp(cve) });
  await expect(conflict).toContainText(/affected for a service.*counts for 1 finding.*not affected everywhere.*counts for none/);

  await open(page, "/services/vexed-shop");
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "OpenVEX 0.2.0" }).click()]);
  const exported = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(exported.statements).toMatchObject([{ vulnerability: { name: cve }, status: "affected", action_statement: "Update." }]);

  await open(page, "/decisions/import");
  await page.getByRole("link", { name: "other.json" }).click();
  await expect(page.getByRole("heading", { name: "other.json" })).toBeVisible();
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("This document was withdrawn.")).toBeVisible();
  await open(page, "/decisions/conflicts");
  await expect(page.getByRole("row", { name: new RegExp(cve) })).toHaveCount(0);
});

for (const { theme, width } of looks) {
  test(`imports and conflicts are sound in ${theme} at ${width} px`, async ({ page }) => {
    await seeIn(page, theme);
    await page.setViewportSize({ width, height: 900 });
    await open(page, "/decisions/import");
    await page
      .getByRole("button", { name: "Documents", exact: true })
      .setInputFiles([file(`${"long-name-".repeat(20)}.json`, vex("fixed", {}, "vex-38")), file("sbom.json", Buffer.from("[]"))]);
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByRole("status").filter({ hasText: /would be made/ })).toBeVisible();
    await expectSound(page);
    await expectNothingSideways(page);
    await open(page, "/decisions/conflicts");
    await expectSound(page);
  });
}
