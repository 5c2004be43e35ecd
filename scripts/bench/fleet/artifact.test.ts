import { describe, expect, it } from "vitest";
import { ArtifactMaker } from "./artifact";
import { allPackages, makeDictionary } from "./dictionary";
import { smallFleet } from "./sizes";

const dictionary = makeDictionary(1, 1_000);
const nowMs = Date.UTC(2026, 10, 1);

function artifacts(seed: number) {
  const maker = new ArtifactMaker({ ...smallFleet, seed }, dictionary, nowMs);
  return Array.from({ length: 30 }, (_, i) => maker.make(i + 1, i + 1, 200, 60));
}

describe("makeDictionary", () => {
  it("gives every package and version once, with keys that ascend with the versions", () => {
    const packages = allPackages(dictionary);
    expect(new Set(packages.map(({ ecosystem, name }) => `${ecosystem} ${name}`)).size).toBe(packages.length);
    for (const { versions } of packages) {
      expect(new Set(versions.map(({ version, release }) => `${version} ${release}`)).size).toBe(versions.length);
    }
    const lodash = packages.find(({ name }) => name === "lodash");
    expect(lodash?.versions.length).toBeGreaterThan(10);
    expect(lodash?.versions.every(({ versionKey }) => versionKey !== null)).toBe(true);
  });
});

describe("ArtifactMaker", () => {
  it("makes the same artifacts for the same seed", () => {
    expect(artifacts(3)).toEqual(artifacts(3));
    expect(artifacts(3)).not.toEqual(artifacts(4));
  });

  it("makes histories that could have happened: intervals within the builds, one presence of a version at a time", () => {
    for (const { builtAtMs, presences, componentCount, graph } of artifacts(3)) {
      expect([...builtAtMs].sort((a, b) => a - b)).toEqual(builtAtMs);
      expect(builtAtMs.at(-1)).toBeLessThanOrEqual(nowMs);
      expect(presences.filter(({ toSeq }) => toSeq === 0)).toHaveLength(componentCount);
      expect(new Set(presences.map(({ versionId }) => versionId)).size).toBe(presences.length);
      for (const { fromSeq, toSeq } of presences) {
        expect(fromSeq).toBeGreaterThanOrEqual(1);
        expect(toSeq === 0 || (toSeq > fromSeq && toSeq <= builtAtMs.length)).toBe(true);
      }
      expect(graph.offsets.at(-1)).toBe(graph.targets.length);
    }
  });
});
