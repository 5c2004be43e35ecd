import { test } from "@playwright/test";
import pg from "pg";
import { givenVulnerability, openFindings } from "../tests/integration/advisory-fixture";
import { open } from "./people";
import { bomOf, given } from "./sboms";

test("shots", async ({ page }) => {
  test.setTimeout(400_000);
  const names = Array.from({ length: 40 }, (_, i) => ({
    name: i % 7 === 0 ? `@a-really-long-organisation-name/an-even-longer-package-name-that-goes-on-and-on-${i}` : `lib-${i}`,
    version: i % 5 === 0 ? `1.0.0-beta.20261128123456.abcdef0123456789.${i}` : `1.${i}.0`,
  }));
  await given(
    page,
    { service: "a-service-with-a-name-that-is-much-longer-than-any-name-should-ever-be", ref: "feature/a-very-long-branch-name-for-testing" },
    bomOf("big", names),
  );
  const pool = new pg.Pool({ connectionString: process.env.E2E_DATABASE_URL });
  const words = ["critical", "high", "medium", "low", "none", "unscored"] as const;
  for (let i = 0; i < 60; i++) {
    const id = i === 3 ? "UNHEARD-OF-2026:an/advisory.with.a-name:that-goes-on-and-on-and-on-0000000009" : `CVE-2025-${10000 + i}`;
    const word = words[i % 6] ?? "low";
    await givenVulnerability(
      pool,
      {
        ids: [id, `GHSA-x${i}xx-yyyy-zzzz`, `SNYK-JS-LIB-${i}`],
        severity: word,
        ...(word === "unscored"
          ? {}
          : { score: 9.8 - (i % 6) * 1.7, vector: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:A/CR:H/IR:H/AR:H/MAV:N" }),
        ...(i % 3 ? { epss: i / 60 } : {}),
        ...(i % 17 === 0 ? { kev: "2025-01-01" } : {}),
        kind: i % 13 === 12 ? "malware" : i % 19 === 18 ? "unmaintained" : "vulnerability",
        summary: i % 4 ? "Improper neutralisation of special elements in the output of a component that is used by another one ".repeat(2) : "Short",
        advisories: [
          {
            key: `GHSA-x${i}xx-yyyy-zzzz`,
            severities:
              word === "unscored"
                ? []
                : [
                    {
                      source: "g",
                      type: "CVSS_V4",
                      vector: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:A/CR:H/IR:H/AR:H/MAV:N",
                      score: 9.8 - (i % 6) * 1.7,
                      word,
                    },
                    { source: "g", type: "CVSS_V3", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", score: 8.1, word: "high" },
                  ],
            details: "### Impact\nA very long line ".repeat(20) + "\n\n```js\nconst x = 1;\n```\n",
            affected: Array.from({ length: 12 }, (_, n) => ({
              package: { ecosystem: "npm", name: `lib-${n}` },
              ranges: Array.from({ length: n === 0 ? 11 : 1 }, (_, r) => ({ type: "SEMVER", events: [{ introduced: `${r}.0.0` }, { fixed: `${r}.4.${n}` }] })),
            })),
            references: Array.from({ length: 20 }, (_, n) => ({
              type: "WEB",
              url: `https://example.com/a/really/long/path/that/goes/on/and/on/${n}?with=a&query=too`,
            })),
          },
          {
            key: `SNYK-JS-LIB-${i}`,
            severities: [{ source: "s", type: "CVSS_V3", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L", score: 4.1, word: "medium" }],
            affected: [
              { package: { ecosystem: "npm", name: "lib-0" }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }] }] },
              { package: { ecosystem: "Debian:12", name: "lib-1" }, versions: Array.from({ length: 60 }, (_, n) => `1.0.${n}`), ranges: [] },
            ],
            ...(i % 2 ? { withdrawnAt: new Date() } : {}),
          },
        ],
      },
      names.slice(0, 1 + (i % 12)).map((m) => ({ name: m.name, version: m.version, ...(i % 4 ? { fixed: "2.0.0-beta.20261128123456" } : {}) })),
    );
  }
  await givenVulnerability(pool, { ids: ["MAL-2026-77777"], kind: "malware", severity: "unscored", summary: "Malicious code in lib-39 (npm)" }, [
    { name: "lib-39", version: "1.39.0", reason: "listed" },
  ]);
  await givenVulnerability(pool, { ids: ["CVE-2024-1"], severity: "high", withdrawnAt: new Date(Date.now() - 86400000), summary: "Taken back" });
  await pool.query(
    "insert into service (slug, name, first_build_at) select 'mass-'||g, 'mass-'||g, now() from generate_series(1,2000) g on conflict do nothing",
  );
  await pool.query(
    "insert into artifact (service_id, kind, name, ref) select id, 'image', slug, 'main' from service where slug like 'mass-%' on conflict do nothing",
  );
  await pool.query(
    "insert into presence (artifact_id, package_version_id, from_seq, from_at, depth, scope, direct, via) select a.id, (select package_version_id from match m join vulnerability v on v.id = m.vulnerability_id where v.display_id='CVE-2025-10000' limit 1), 1, now() - interval '3 days', 1, 0, true, '{}' from artifact a where a.name like 'mass-%' on conflict do nothing",
  );
  await openFindings(pool);
  await pool.end();
  for (const theme of ["light", "dark"] as const)
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: 900 });
      for (const [name, path, full] of [
        ["list", "/vulnerabilities", false],
        ["any", "/vulnerabilities?affects=any&sort=modified", false],
        ["one", "/vulnerabilities/CVE-2025-10000", true],
        ["long", `/vulnerabilities/${encodeURIComponent("UNHEARD-OF-2026:an/advisory.with.a-name:that-goes-on-and-on-and-on-0000000009")}`, false],
        ["malware", "/vulnerabilities/MAL-2026-77777", false],
        ["withdrawn", "/vulnerabilities/CVE-2024-1", false],
        ["package", "/packages/npm/lib-1", false],
        ["findings", "/findings", false],
        ["services", "/services", false],
      ] as const) {
        await open(page, path);
        await page.screenshot({ path: `/tmp/vulns-shots/${name}-${theme}-${width}.png`, fullPage: full && width === 1440 });
      }
      if (width === 1440) {
        await page.keyboard.press("Control+k");
        await page.keyboard.type("cve-2025");
        await page.waitForTimeout(600);
        await page.screenshot({ path: `/tmp/vulns-shots/palette-${theme}.png` });
      }
    }
});
