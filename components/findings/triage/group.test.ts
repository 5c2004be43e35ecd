import { expect, test } from "vitest";
import { filterOf, narrowedTo } from "@/components/findings/triage/group";
import type { BulkFilter } from "@/components/findings/triage/target";
import { findingsViewOf } from "@/components/findings/view";
import type { FindingGroup } from "@/lib/findings/schemas";

const of = (common: object) => ({ vulnerability: null, package: null, service: null, ...common }) as FindingGroup;
const flaw = of({ vulnerability: { id: "CVE-2026-1" } });
const lodash = of({ package: { ecosystem: "npm", name: "lodash" } });
const nameless = of({ package: { ecosystem: "unidentified", name: "libfoo" } });
const shop = of({ service: { slug: "shop", name: "Shop" } });
const asked = (q?: string) => findingsViewOf(q === undefined ? {} : { q });

test("a group opens the list of exactly its findings", () => {
  expect(narrowedTo(flaw, asked("team:red"))).toEqual({ q: "CVE-2026-1 team:red" });
  expect(narrowedTo(lodash, asked())).toEqual({ q: "npm:lodash" });
  expect(narrowedTo(shop, asked("lodash service:desk service:shop"))).toEqual({ service: ["shop"], q: "lodash" });
});

test("what the question names besides still holds, as its terms mean any of them", () => {
  expect(narrowedTo(flaw, asked("lodash team:red"))).toEqual({ vulnerability: ["CVE-2026-1"] });
  expect(narrowedTo(lodash, asked("CVE-2026-1"))).toEqual({ packages: ["npm:lodash"] });
});

test("a package without an ecosystem is not taken for those that have one", () => {
  expect(narrowedTo(nameless, asked())).toEqual({ packages: ["unidentified:libfoo"] });
});

test("bulk changes of groups are about what they count and no other", () => {
  const filter = { q: "lodash service:desk", team: ["red"] } as BulkFilter;
  expect(filterOf([flaw], "vulnerability", filter)).toEqual({ ...filter, vulnerability: ["CVE-2026-1"] });
  expect(filterOf([lodash, nameless], "package", filter)).toEqual({ ...filter, packages: ["npm:lodash", "unidentified:libfoo"] });
  expect(filterOf([shop], "service", filter)).toEqual({ q: "lodash", team: ["red"], service: ["shop"] });
});
