import { expect, it } from "vitest";
import { orderVersions } from "./order-versions";

it("orders versions as their ecosystem does, without repetition, and those that have no order last", () => {
  expect(orderVersions("npm", ["10.0.0", "2.0.0", "2.0.0-rc.1", "2.0.0", "odd"])).toEqual(["2.0.0-rc.1", "2.0.0", "10.0.0", "odd"]);
  expect(orderVersions("Debian:12", ["1:1.0-1", "2.0-1"])).toEqual(["2.0-1", "1:1.0-1"]);
  expect(orderVersions("nothing-known", ["b", "a"])).toEqual(["a", "b"]);
});
