import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { expectSound, looks, open, seeIn } from "./people";
import { given } from "./sboms";

const said = (name: string, value: string) => ({ name: `amazon:inspector:sbom_scanner:${name}`, value });
const component = (ref: string, name: string, info?: string) => ({
  "bom-ref": ref,
  type: "library",
  name,
  version: "1.0.0",
  purl: `pkg:npm/${name}@1.0.0`,
  ...(info && { properties: [said("info", info)] }),
});

/** What ScanSbom answered to a pipeline. */
const answer = {
  sbom: {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    metadata: { tools: { services: [{ name: "Amazon Inspector Scan SBOM API", version: "1+2" }] }, timestamp: "2026-11-01T10:00:00.000Z" },
    components: [
      component("comp-1", "scanned-weak"),
      component("comp-2", "scanned-fine", "Component scanned: no vulnerabilities found."),
      component("comp-3", "scanned-not", "Component skipped: no rules found."),
      component("comp-4", "scanned-not-either", "Component skipped: no rules found."),
    ],
    vulnerabilities: [
      {
        id: "CVE-2026-72001",
        source: { name: "NVD" },
        ratings: [{ source: { name: "NVD" }, severity: "high", score: 7, method: "CVSSv31" }],
        affects: [{ ref: "comp-1" }],
        properties: [said("fixed_version:comp-1", "1.0.1")],
      },
      { id: "CVE-2026-72002", source: { name: "NVD" }, affects: [{ ref: "comp-1" }] },
    ],
  },
};

test("a scan that CI uploaded as the SBOM is on the build's page, with what was not judged, and as AWS's CSV", async ({ page }) => {
  await given(page, { service: "scanned-by-ci" }, Buffer.from(JSON.stringify(answer)));
  await open(page, "/services/scanned-by-ci/builds");
  await page
    .getByRole("link", { name: /^Build \d+$/ })
    .first()
    .click();
  const panel = page.locator("section", { has: page.getByRole("heading", { name: /^Amazon Inspector/ }) });
  await expect(panel).toBeVisible();
  const address = page.url();
  // The worker reads it within a minute.
  await expect(async () => {
    await page.goto(address);
    await expect(panel.getByText("came as the SBOM")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 150_000, intervals: [3_000] });
  const found = panel.getByRole("list", { name: "Vulnerabilities found" });
  await expect(found).toContainText("1 high");
  await expect(found).toContainText("1 untriaged");
  await expect(panel.getByRole("row", { name: /^Not judged/ })).toContainText("which is not clean2");
  await expect(panel.getByRole("row", { name: /^Nothing found/ })).toContainText("1");
  await panel.getByText("What was skipped").click();
  await expect(panel.getByText("scanned-not-either")).toBeVisible();
  for (const { theme, width } of looks) {
    await seeIn(page, theme);
    await page.setViewportSize({ width, height: 900 });
    await expectSound(page);
  }
  const download = page.waitForEvent("download");
  await panel.getByRole("link", { name: "CSV" }).click();
  const csv = readFileSync(await (await download).path(), "utf8");
  expect(csv).toContain('"CVE-2026-72001","high","NVD","7.0","pkg:npm/scanned-weak@1.0.0","1.0.1"');
});
