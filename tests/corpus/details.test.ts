import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { identifyPurl } from "@/lib/purl";
import { type Bom, type Component, type ComponentDetails, readBom } from "@/lib/sbom";

const corpus = resolve(import.meta.dirname, "../../../shared/corpus");
const isPresent = existsSync(join(corpus, "sboms/MANIFEST.tsv"));
if (!isPresent) process.stderr.write("The corpus of real SBOMs is not here (../shared/corpus): its tests are skipped.\n");

const bytesMax = 40_000_000;
const files = isPresent
  ? ["sboms/real", "sboms/valid", "sboms/invalid", "aws"].flatMap((folder) =>
      readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.json(\.gz)?$/.test(file) && !file.includes("synthetic"))
        .map((file) => join(folder, file)),
    )
  : [];

/** The document with details; null when it is refused. Anything but a refusal is thrown on. */
function readDetails(file: string): Bom | null {
  try {
    const sent = readFileSync(join(corpus, file));
    const bytes = file.endsWith(".gz") ? gunzipSync(sent, { maxOutputLength: bytesMax }) : sent;
    return bytes.length > bytesMax ? null : readBom(bytes, { details: true });
  } catch (error) {
    if (error instanceof WhereinError || (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return null;
    throw error;
  }
}

type Seen = { generator: string; component: Component; details: ComponentDetails };

describe.skipIf(!isPresent)("details of every JSON document", () => {
  const seen: Seen[] = [];
  const unlike: string[] = [];
  let read = 0;

  it("are read wherever the document is, one for each component, and the first purl leads back to its package", { timeout: 300_000 }, () => {
    for (const file of files) {
      const bom = readDetails(file);
      if (bom === null) continue;
      read += 1;
      if (bom.details?.length !== bom.components.length) unlike.push(`${file}: ${bom.details?.length} details`);
      bom.components.forEach((component, i) => {
        const details = bom.details?.[i];
        if (details === undefined) return;
        seen.push({ generator: bom.generator ?? "", component, details });
        if (component.ecosystem === "unidentified") return;
        const found = identifyPurl(details.purls[0] ?? "")?.identity;
        if (found?.name !== component.name || found.version !== component.version || found.release !== component.release)
          unlike.push(`${file}: ${details.purls[0]}`);
      });
    }
    expect(unlike).toEqual([]);
    expect(read).toBeGreaterThan(1_200);
    expect(seen.length).toBeGreaterThan(50_000);
  });

  const share = (of: (each: Seen) => boolean, has: (details: ComponentDetails) => boolean) => {
    const all = seen.filter(of);
    return { all: all.length, share: all.filter(({ details }) => has(details)).length / all.length };
  };

  /** Generator, ecosystem, at least so many of its packages, at least such a share of them with a source package. */
  const sources: [string, string, number, number][] = [
    // dpkg names a source only where it is called otherwise.
    ["syft", "deb", 4_000, 0.7],
    ["syft", "rpm", 800, 0.95],
    ["syft", "apk", 600, 0.95],
    ["trivy", "deb", 800, 0.99],
    ["trivy", "rpm", 400, 0.95],
    ["trivy", "apk", 250, 0.95],
    ["inspector-sbomgen", "deb", 4_000, 0.5],
  ];
  it.each(sources)("%s names the source package of %s packages", (generator, ecosystem, least, leastShare) => {
    const found = share(
      (each) => each.generator.startsWith(generator) && each.component.ecosystem === ecosystem,
      ({ sourcePackage }) => sourcePackage !== null,
    );
    expect(found.all).toBeGreaterThan(least);
    expect(found.share).toBeGreaterThan(leastShare);
  });

  it.each(["syft", "trivy", "inspector-sbomgen"])("%s names the distro of all its distro packages", (generator) => {
    const found = share(
      (each) => each.generator.startsWith(generator) && ["deb", "rpm", "apk"].includes(each.component.ecosystem),
      ({ distro }) => distro !== null,
    );
    expect(found.share).toBeGreaterThan(0.99);
  });

  it("keep licences apart as their tools write them", () => {
    const licences = (generator: string) => seen.filter((each) => each.generator.startsWith(generator)).map(({ details }) => details.licences);
    expect(licences("Microsoft.SBOMTool").filter(({ observed }) => observed.includes("NOASSERTION")).length).toBeGreaterThan(2_000);
    expect(licences("cyclonedx-gomod").filter(({ observed }) => observed.length > 0).length).toBeGreaterThan(800);
    expect(licences("cdxgen").filter(({ concluded }) => concluded.length > 0).length).toBeGreaterThan(50);
    expect(licences("github.com/advanced-security").every(({ declared, concluded }) => declared.length > 0 && concluded.length > 0)).toBe(true);
  });

  it("hold the duplicates that sbomgen tells of", () => {
    const merged = seen.filter(({ generator, details: { purls } }) => generator.startsWith("inspector-sbomgen") && purls[1]?.startsWith("pkg:pypi/"));
    expect(merged.filter(({ details }) => details.purls[0]?.startsWith("pkg:rpm/")).length).toBeGreaterThan(5);
  });
});
