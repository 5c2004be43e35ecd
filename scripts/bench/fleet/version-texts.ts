import type { Random } from "../random";
import type { FleetEcosystem } from "./dictionary";

const debianReleases = ["debian-11", "debian-12", "debian-13"];

/** Ascending versions as the ecosystem writes them; one in two thousand cannot be ordered, as in real documents. */
export function versionsOf(random: Random, ecosystem: FleetEcosystem, count: number): { version: string; release: string }[] {
  let major = random.below(6);
  let minor = random.below(12);
  let patch = random.below(9);
  const seen = new Set<string>();
  const versions: { version: string; release: string }[] = [];
  while (versions.length < count) {
    const step = random.next();
    if (step < 0.1) [major, minor, patch] = [major + 1, 0, 0];
    else if (step < 0.45) [minor, patch] = [minor + 1, 0];
    else patch += 1;
    const made = random.chance(0.0005) ? { version: `master-${patch}`, release: "" } : written(random, ecosystem, `${major}.${minor}.${patch}`);
    const key = `${made.version} ${made.release}`;
    if (seen.has(key)) continue;
    seen.add(key);
    versions.push(made);
  }
  return versions;
}

function written(random: Random, ecosystem: FleetEcosystem, plain: string): { version: string; release: string } {
  switch (ecosystem) {
    case "npm":
      return { version: random.chance(0.03) ? `${plain}-rc.${1 + random.below(4)}` : plain, release: "" };
    case "maven":
      return { version: plain + random.pick(["", "", "", "", ".RELEASE", ".Final", "-jre"]), release: "" };
    case "pypi":
      return { version: plain + (random.chance(0.03) ? `rc${1 + random.below(3)}` : ""), release: "" };
    case "golang":
      return { version: `v${plain}`, release: "" };
    case "deb": {
      const release = random.pick(debianReleases);
      return { version: `${plain}-${1 + random.below(6)}+${release.replace("debian-", "deb")}u${random.below(5)}`, release };
    }
  }
}
