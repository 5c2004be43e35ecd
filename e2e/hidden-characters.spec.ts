import { expect, type Page, test } from "@playwright/test";
import { expectSound, open } from "./people";
import { given } from "./sboms";

const names = ["left\u202edap", "zero\u200b\u200bwidth", "iso\u2066late\u2069"];
const purlOf = (name: string) => `pkg:npm/${encodeURIComponent(name)}@1.0.0`;

/** A document whose every text hides something. */
function hidingBom(licence: string): Buffer {
  return Buffer.from(
    JSON.stringify({
      bomFormat: "CycloneDX",
      specVersion: "1.5",
      metadata: {
        component: { type: "application", name: "ro\u202eot", version: "1", "bom-ref": "root" },
        tools: [{ vendor: "v\u200b", name: "generator\u202e", version: "1\u009b" }],
      },
      components: [
        ...names.map((name) => ({
          type: "library",
          name,
          version: "1.0.0",
          purl: purlOf(name),
          "bom-ref": purlOf(name),
          licenses: [{ license: { name: licence } }],
        })),
        { type: "library", name: "unidentified\u202e\u0007", version: "2\u202e0" },
      ],
      dependencies: [
        { ref: "root", dependsOn: [purlOf("left\u202edap")] },
        { ref: purlOf("left\u202edap"), dependsOn: [purlOf("zero\u200b\u200bwidth")] },
      ],
    }),
  );
}

/** Everything that a person or a screen reader is given, but for the field that one types in, with a character that hides or turns text around. */
function hiddenIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]/;
    const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
      if (!walker.currentNode.parentElement?.closest("script, style, search [aria-hidden]")) texts.push(walker.currentNode.nodeValue ?? "");
    for (const element of document.querySelectorAll("[title], [aria-label]"))
      texts.push(element.getAttribute("title") ?? "", element.getAttribute("aria-label") ?? "");
    return texts.filter((text) => hidden.test(text)).map((text) => JSON.stringify(text));
  });
}

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  const build = { service: "hid\u202eing", ref: "ma\u200bin" };
  await given(page, { ...build, version: "1\u202e0" }, hidingBom("Lic\u202eence"));
  await given(page, { ...build, version: "2\u202e0" }, hidingBom("Other \u2066licence"));
  await page.close();
});

test("no page gives a hidden character on: it is shown by its code", async ({ page }) => {
  const { data: services } = await (await page.request.get("/api/v1/services?q=hid")).json();
  const service = `/services/${encodeURIComponent(services[0].slug)}`;
  const { data: builds } = await (await page.request.get(`/api/v1${service}/builds`)).json();
  const [{ artifact, seq, uploadId }] = builds;
  const pages = [
    service,
    `${service}/components`,
    `${service}/builds`,
    `${service}/builds/${artifact.id}/${seq}`,
    `${service}/compare`,
    "/services?q=hid",
    `/packages/npm/${encodeURIComponent("left\u202edap")}`,
    `/blast-radius?q=${encodeURIComponent("npm:left*")}`,
    `/blast-radius?q=${encodeURIComponent("npm:zero*")}&sel=x`,
    `/blast-radius?q=${encodeURIComponent("no\u202ebody@<\u202e")}`,
    "/upload",
    `/uploads/${uploadId}`,
    `/services/no\u202ebody`,
  ];
  for (const path of pages) {
    await open(page, path);
    expect([path, await hiddenIn(page)]).toEqual([path, []]);
  }
  await open(page, `${service}/components`);
  await expect(page.getByRole("link", { name: "leftU+202Edap" })).toBeVisible();
  await expect(page.getByRole("link", { name: "zeroU+200B×2width" })).toBeVisible();
  await expectSound(page);
});

test("the tree of paths writes them out, and what is copied for chat as well", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, `/blast-radius?q=${encodeURIComponent("npm:zero*")}`);
  await page.getByRole("button", { name: /^Why in hid/ }).click();
  const tree = page.getByRole("region", { name: "Dependency paths" });
  await expect(tree).toContainText("left<U+202E>dap 1.0.0");
  await expect(tree.locator("b")).toHaveText("zero<U+200B×2>width 1.0.0");
  expect(await hiddenIn(page)).toEqual([]);
  await page.getByRole("button", { name: "Copy for chat" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("zero\\<U+200B×2\\>width");
});
