import { expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { givenVulnerability, openFindings } from "../tests/integration/setup/given-vulnerability";
import { expectNothingSideways, expectSound, looks, open, seeIn } from "./people";
import { bomOf, given } from "./sboms";

const ugly = "deep‮merge-of-a-name-that-goes-on-and-on-and-on-and-does-not-end-where-anybody-would-expect-it";

const inDatabase = async (work: (pool: pg.Pool) => Promise<void>) => {
  const pool = new pg.Pool({ connectionString: process.env.E2E_DATABASE_URL });
  await work(pool).finally(() => pool.end());
};

async function decide(page: Page, data: object): Promise<string[]> {
  const response = await page.request.post("/api/v1/decisions", { data, headers: { "sec-fetch-site": "same-origin" } });
  expect(response.status(), await response.text()).toBe(201);
  return (await response.json()).decisions.map(({ id }: { id: string }) => id);
}

const subject = { vulnerability: "CVE-2026-35001", package: "pkg:npm/tar-ball", scope: "service", slug: "decided-shop" } as const;
let own = "";

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  const parts = [
    { name: "tar-ball", version: "2.0.0" },
    { name: ugly, version: "1.0.0" },
  ];
  await given(page, { service: "decided-shop" }, bomOf("shop", parts));
  await given(page, { service: "decided-desk" }, bomOf("desk", parts));
  await inDatabase(async (pool) => {
    const { rowCount } = await pool.query("select from vulnerability where display_id = 'CVE-2026-35001'");
    if (rowCount !== 0) return;
    await givenVulnerability(pool, { ids: ["CVE-2026-35001", "GHSA-d3c1-d3c1-d3c1"], severity: "critical", score: 9.8 }, [
      { name: "tar-ball", version: "2.0.0" },
    ]);
    await givenVulnerability(pool, { ids: ["CVE-2026-35002"], severity: "medium" }, [{ name: ugly, version: "1.0.0" }]);
    await openFindings(pool);
  });
  const [id = ""] = await decide(page, {
    status: "not_affected",
    justification: "code_not_reachable",
    detail: "The parser is never given\ninput.",
    subjects: [subject],
  });
  own = id;
  await decide(page, {
    status: "affected",
    acceptance: true,
    responses: ["will_not_fix", "workaround_available"],
    detail: "Accepted ‮ until the rewrite.",
    evidenceUrl: "https://example.com/a/very/long/path/that/goes/on/and/on/and/on/evidence?with=parameters&and=more",
    expiresAt: new Date(Date.now() + 40 * 86_400_000).toISOString(),
    subjects: [
      { ...subject, vulnerability: "CVE-2026-35002", package: `pkg:npm/${encodeURIComponent(ugly)}`, versions: ">=0.9.0 <1.4.0 || >=2.0.0 <2.1.0" },
      { vulnerability: "CVE-2026-35002", scope: "everywhere" },
    ],
  });
  await page.close();
});

/** As if somebody else had asked for it. */
async function askedByAda(): Promise<string> {
  let id = "";
  await inDatabase(async (pool) => {
    const { rows } = await pool.query(
      `insert into decision select gen_random_uuid(), now(), 'user:00000000-0000-7000-8000-0000000000ad', 'Ada', origin, null, status, justification, responses, detail, evidence_url,
         acceptance, expires_at, needs_approval, now() + interval '14 days', digest from decision where id = $1 returning id`,
      [own],
    );
    id = rows[0].id;
    const columns = "n, names, package_id, range, lo, hi, hi_inclusive, key_rev, versions, scope, scope_id";
    await pool.query(`insert into decision_subject (decision_id, ${columns}) select $1, ${columns} from decision_subject where decision_id = $2`, [id, own]);
    await pool.query("insert into decision_name select name, $1, n from decision_name where decision_id = $2", [id, own]);
  });
  return id;
}

test("somebody else approves what a person asked for, and its history says so; nobody approves their own", async ({ page }) => {
  const id = await askedByAda();
  await open(page, `/decisions/${own}`);
  await expect(page.getByText("It does not count yet")).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);

  await open(page, "/decisions?service=decided-shop");
  await page
    .getByRole("row", { name: /CVE-2026-35001.*Ada.*is needed/ })
    .getByRole("link")
    .click();
  await expect(page).toHaveURL(new RegExp(id));
  await page.getByLabel("Reason").fill("I read the code.");
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("stands", { exact: true })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Mira Okafor approved it" })).toContainText("I read the code.");

  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("Not any more.");
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("Not any more.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Withdraw" })).toHaveCount(0);
});

for (const { theme, width } of looks)
  test(`the decisions are sound in the ${theme} theme at ${width} pixels`, async ({ page }) => {
    const id = await askedByAda();
    await page.setViewportSize({ width, height: 900 });
    await seeIn(page, theme);
    const standing = await page.request.get("/api/v1/decisions?phase=standing&service=decided-shop");
    const [accepted] = (await standing.json()).data;
    for (const path of [
      "/decisions",
      "/decisions?phase=standing&service=decided-shop",
      "/decisions?phase=ended",
      `/decisions/${id}`,
      `/decisions/${accepted.id}`,
    ]) {
      await open(page, path);
      await expectSound(page);
      await expectNothingSideways(page);
    }
  });
