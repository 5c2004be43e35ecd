import { expect, test } from "vitest";
import { exportHref, viewHref, viewOf } from "./view";

const parameters = { q: "log4j-core@<2.17.1", team: ["payments", "none"], scope: "runtime", direct: "true", sort: "-since", limit: "200" };

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
  expect(href).not.toMatch(/limit|cursor/);
});

test("values that no control can make are left out", () => {
  expect(viewOf({ q: "x", sort: "drop table", scope: "everything", limit: "-1", asof: "yesterday" })).toMatchObject({
    sort: "team",
    scope: [],
    limit: 50,
    asof: undefined,
  });
});
