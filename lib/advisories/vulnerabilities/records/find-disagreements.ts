import type { AdvisoryView, Disagreement } from "../schemas";

type Said = { key: string; text: string };
type Spoken = Pick<AdvisoryView, "key" | "withdrawnAt" | "severity" | "affected">;

/**
 * What the sources of one vulnerability do not agree on: how bad it is (those that give no severity are not heard), and for each
 * package that several name, which versions are affected and which fix it. Withdrawn advisories are not heard.
 */
export function findDisagreements(advisories: readonly Spoken[]): Disagreement[] {
  const heard = advisories.filter(({ withdrawnAt }) => withdrawnAt === null);
  const severities = heard.filter(({ severity }) => severity.word !== "unscored").map(({ key, severity }) => ({ key, text: severity.word }));
  return [
    ...disagreement("severity", null, severities),
    ...packagesOf(heard).flatMap(({ name, ranges, fixes }) => [...disagreement("ranges", name, ranges), ...disagreement("fix", name, fixes)]),
  ];
}

type PackageSaid = { name: { ecosystem: string; name: string }; ranges: Said[]; fixes: Said[] };

function packagesOf(advisories: readonly Spoken[]): PackageSaid[] {
  const packages = new Map<string, PackageSaid>();
  for (const { key, affected } of advisories) {
    for (const { ecosystem, name, ranges, fixed } of affected) {
      // Sources spell a name in their own case; ecosystems keep theirs, with the release.
      const id = `${ecosystem} ${name.toLowerCase()}`;
      const said = packages.get(id) ?? { name: { ecosystem, name }, ranges: [], fixes: [] };
      packages.set(id, said);
      // A list of versions says nothing of ranges, and one without end nothing of a fix.
      if (ranges.length > 0) said.ranges.push({ key, text: ranges.toSorted().join("; ") });
      if (ranges.length > 0) said.fixes.push({ key, text: fixed.length > 0 ? fixed.join(", ") : "no fix" });
    }
  }
  return [...packages.values()];
}

function disagreement(about: Disagreement["about"], name: Disagreement["package"], says: readonly Said[]): Disagreement[] {
  return new Set(says.map(({ text }) => text)).size > 1 ? [{ about, package: name, says: [...says] }] : [];
}
