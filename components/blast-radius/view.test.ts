import { expect, test } from "vitest";
import { asked, exportHref, otherQuestion, rowsHref, viewHref, viewOf } from "./view";

const parameters = {
  q: "log4j-core@<2.17.1",
  team: ["payments", "none"],
  scope: "runtime",
  direct: "true",
  sort: "-since",
  during: "2026-03-31",
  when: "built",
  tab: "timeline",
  list: "0198",
};

test("a view survives its own URL", () => {
  const view = viewOf(parameters);
  const query = new URLSearchParams(viewHref(view).split("?")[1]);
  expect(viewOf({ ...Object.fromEntries(query), team: query.getAll("team") })).toEqual(view);
});

test("any change but of the cursor goes back to the first page", () => {
  const view = { ...viewOf(parameters), cursor: "abc" };
  expect(viewHref(view, { sort: "since" })).not.toContain("cursor");
  expect(viewHref(view, { cursor: "def" })).toContain("cursor=def");
});

test("the file has the same filter, all pages and the moment of the page", () => {
  const href = exportHref(viewOf(parameters), "csv", "2026-03-31T01:00:00.000Z");
  expect(href).toMatch(/^\/api\/v1\/blast-radius\/export\?/);
  expect(href).toContain("team=payments&team=none");
  expect(href).toContain("asof=2026-03-31T01:00:00.000Z");
  expect(href).toContain("list=0198");
  expect(href).toContain("during=2026-03-31&when=built");
  expect(href).not.toMatch(/limit|cursor|tab/);
});

test("values that no control can make are left out", () => {
  expect(viewOf({ q: "x", sort: "drop table", scope: "everything", when: "ever", tab: "all", asof: "yesterday" })).toMatchObject({
    sort: "team",
    scope: [],
    when: "any",
    tab: "services",
    asof: undefined,
  });
});

test("a narrower question leaves the list behind and keeps the facets and the window", () => {
  const href = otherQuestion(viewOf(parameters), "npm:axios@1.14.1");
  expect(href).not.toMatch(/list=|tab=/);
  expect(href).toContain("q=npm:axios@1.14.1&team=payments");
  expect(href).toContain("during=2026-03-31");
});

test("a side without a window is not asked for: it would hide every row", () => {
  expect(asked(viewOf({ q: "axios", when: "built" })).when).toBeUndefined();
  expect(asked(viewOf({ q: "axios", when: "built", during: "2026-03-31" })).when).toBe("built");
  expect(asked(viewOf({ q: "axios during:2026-03-31", when: "now" })).when).toBe("now");
});

test("more rows are asked for as the page was", () => {
  const href = rowsHref(viewOf(parameters), "abc", 500);
  expect(href).toContain("/api/v1/blast-radius?");
  expect(href).toContain("list=0198");
  expect(href).toContain("sort=-since&limit=500&cursor=abc");
});
