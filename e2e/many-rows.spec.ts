import { expect, test } from "@playwright/test";
import { open } from "./people";
import { bomOf, given } from "./sboms";

const services = 10;
const packages = 1_000;
const nameOf = (place: number) => `deep-part-${String(place).padStart(4, "0")}`;
const serviceOf = (place: number) => `deep-${place}`;

test("ten thousand affected rows scroll to their end: no answer is dropped, and the page holds only what is in sight", async ({ page }) => {
  const parts = Array.from({ length: packages }, (_, place) => ({ name: nameOf(place), version: "1.0.0" }));
  for (let place = 0; place < services; place++) await given(page, { service: serviceOf(place) }, bomOf(`deep-${place}`, parts));
  const failed: string[] = [];
  let answers = 0;
  page.on("requestfailed", (request) => void (request.url().includes("/api/v1/blast-radius") && failed.push(request.url())));
  page.on("response", (response) => {
    if (!response.url().includes("/api/v1/blast-radius?")) return;
    answers += 1;
    if (!response.ok()) failed.push(`${response.status()} ${response.url()}`);
  });
  await open(page, "/blast-radius?q=npm:deep-part-*&sort=service");
  const status = page.getByRole("navigation", { name: "Pages" }).getByRole("status");
  const toTheEnd = () => page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  let shown = "";
  while (shown !== "10,000 rows") {
    await toTheEnd();
    await expect(status).not.toHaveText(shown);
    await expect(status).not.toContainText("reading more");
    shown = (await status.textContent()) ?? "";
    expect(await page.getByRole("row").count()).toBeLessThan(200);
  }
  await toTheEnd();
  const rows = page.getByRole("row");
  await expect(rows.filter({ hasText: serviceOf(services - 1) }).filter({ hasText: nameOf(packages - 1) })).toBeVisible();
  expect(failed).toEqual([]);
  // The page came with the first 100 rows, and every later read brought 500 or what was left.
  expect(answers).toBe(Math.ceil((services * packages - 100) / 500));
  // Halfway back: what had left the page is there again, without another read.
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
  await expect(rows.filter({ hasText: serviceOf(services / 2) }).first()).toBeVisible();
  expect(answers).toBe(Math.ceil((services * packages - 100) / 500));
});
