import { expect, test } from "vitest";
import type { Component } from "@/lib/sbom/model";
import { advisoryIdentityOf, nameWithoutSource, toAdvisoryName } from "./advisory-names";

const component = (ecosystem: string, name: string, version: string, release: string, source?: Component["source"]): Component => ({
  ...{ key: [ecosystem, name, version, release].join("\0"), ecosystem, name, version, release, scope: "runtime", sha256: null },
  ...(source && { source }),
});

test("a package of a language is known by its own name", () => {
  expect(advisoryIdentityOf(component("npm", "a", "1.0.0", ""))).toBeNull();
});

test("a distro binary is known by the source package that its document names, with the key of the source's version", () => {
  const binary = component("deb", "debian/libssl3", "3.0.11-1", "debian-12", { name: "openssl", version: "1:3.0.11-1" });
  const identity = advisoryIdentityOf(binary);
  expect(identity).toEqual({ ecosystem: "deb", name: "debian/openssl", version: "1:3.0.11-1", release: "debian-12" });
  expect(identity && toAdvisoryName(identity, 7)).toMatchObject({ packageId: 7, version: "1:3.0.11-1", release: "debian-12", key: expect.any(Buffer) });
});

test("what a document without the source package would call it is told only of one that names it", () => {
  expect(nameWithoutSource(component("rpm", "centos/zlib", "1.2.11-40.el9", "centos-9"))).toBeNull();
  expect(nameWithoutSource(component("rpm", "centos/zlib", "1.2.11-40.el9", "centos-9", { name: "zlib", version: null }))).toBe("redhat/zlib");
});
