import { test } from "@playwright/test";
import { open } from "./people";

const pages: [string, string][] = [
  ["findings", "/findings"],
  ["groups", "/findings?group=vulnerability"],
  ["packages", "/findings?group=package"],
  ["decisions", "/decisions"],
  ["remediation", "/remediation"],
  ["sla", "/settings/sla"],
  ["people", "/settings/people"],
  ["teams", "/teams"],
  ["vex", "/decisions/import"],
  ["conflicts", "/decisions/conflicts"],
];
const dir = "/tmp/m2shots";

test("look", async ({ page }) => {
  test.setTimeout(900_000);
  const shots = async (name: string) => {
    for (const [theme, width] of [["light", 1440], ["dark", 1440], ["light", 390], ["dark", 390]] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: theme });
      await page.waitForTimeout(150);
      await page.screenshot({ path: `${dir}/${name}-${width}-${theme}.png`, fullPage: true });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) console.log("SIDEWAYS", name, width, over);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  };
  page.on("console", (message) => { if (message.type() === "error") console.log("CONSOLE", page.url(), message.text()); });
  page.on("response", (response) => { if (response.status() >= 400) console.log("STATUS", response.status(), response.url()); });
  for (const [name, path] of pages) {
    try { await open(page, path); await page.waitForTimeout(400); await shots(name); } catch (error) { console.log("FAILED", name, String(error).slice(0, 200)); }
  }
  const first = async (path: string, pattern: RegExp) => {
    await open(page, path);
    const links = await page.locator("main a[href]").evaluateAll((all) => all.map((each) => each.getAttribute("href") ?? ""));
    return links.find((each) => pattern.test(each));
  };
  for (const [name, from, pattern] of [["decision", "/decisions", /^\/decisions\/[0-9a-f-]{36}$/], ["team", "/remediation", /^\/teams\/[a-z0-9-]+(\?|$)/], ["service", "/services", /^\/services\/[a-z0-9-]+$/]] as const) {
    try {
      const href = await first(from, pattern);
      console.log("LINK", name, href);
      if (!href) continue;
      await open(page, href); await page.waitForTimeout(400); await shots(name);
      if (name === "team") { await open(page, `${href.split("?")[0]}/weeks/2026-W48`); await shots("week"); }
    } catch (error) { console.log("FAILED", name, String(error).slice(0, 200)); }
  }
  await open(page, "/findings");
  await page.keyboard.press("j"); await page.keyboard.press("Enter"); await page.waitForTimeout(600); await shots("drawer");
  await page.keyboard.press("Escape");
  for (const key of ["d", "a", "t", "c"]) { await open(page, "/findings"); await page.keyboard.press("j"); await page.keyboard.press(key); await page.waitForTimeout(500); await shots(`dialog-${key}`); }
  await open(page, "/remediation");
  await page.waitForTimeout(1500);
  const found = await page.evaluate(async () => {
    const html = await (await fetch("/remediation")).text();
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const skeleton = parsed.querySelector("[aria-label='Making the plan']")?.closest("section");
    const live = document.querySelector("#upgrades")?.closest("section");
    if (!skeleton || !live) return `${!!skeleton} ${!!live}`;
    const before = live.getBoundingClientRect().height;
    live.replaceWith(document.importNode(skeleton, true));
    return `was ${before}, is ${document.querySelector("#upgrades")?.closest("section")?.getBoundingClientRect().height}`;
  });
  console.log("SKELETON", found);
  await shots("skeleton");
});
