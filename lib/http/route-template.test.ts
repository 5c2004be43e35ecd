import { expect, test } from "vitest";
import { routeTemplate } from "./route-template";

test.each([
  ["/api/v1/tokens", {}, "/api/v1/tokens"],
  ["/api/v1/tokens/42", { id: "42" }, "/api/v1/tokens/[id]"],
  ["/api/v1/services/v1/builds/7", { slug: "v1", seq: "7" }, "/api/v1/services/[slug]/builds/[seq]"],
  ["/api/v1/packages/npm/%40a/b", { purl: ["npm", "@a", "b"] }, "/api/v1/packages/[...purl]"],
  ["/api/v1/services/a%2Fb", { slug: "a/b" }, "/api/v1/services/[slug]"],
  ["/elsewhere", { id: "42" }, "unmatched"],
])("%s is counted as its template", (path, params, template) => {
  expect(routeTemplate(path, params)).toBe(template);
});
