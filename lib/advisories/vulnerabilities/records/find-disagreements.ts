import type { AdvisoryView, Disagreement } from "../schemas";

/** `means` is what is compared, where the text says more. */
type Said = { key: string; text: string; means?: string };
type Spoken = Pick<AdvisoryView, "source" | "key" | "withdrawnAt" | "severity" | "affected">;

/**
 * What the sources of one vulnerability do not agree on: whether it stands, how bad it is (those that give no severity are not
 * heard), and for each package that several name, which versions are affected and which fix it. What one has withdrawn says
 * nothing of the rest.
 */
export function findDisagreements(advisories: readonly Spoken[]): Disagreement[] {
  const named = advisories.map((advisory) => ({ ...advisory, key: nameOf(advisory) }));
  const heard = named.filter(({ withdrawnAt }) => withdrawnAt === null);
  return [
    ...disagreement("withdrawn", null, named.map(toStanding)),
    ...disagreement("severity", null, heard.flatMap(toSeverity)),
    ...packagesOf(heard).flatMap(({ name, ranges, fixes }) => [...disagreement("ranges", name, ranges), ...disagreement("fix", name, fixes)]),
  ];
}

/** Inspector's advisories have ids that others have too. */
function nameOf({ source, key }: Spoken): string {
  return source === "inspector" ? `${key} (Inspector)` : key;
}

function toStanding({ key, withdrawnAt }: Spoken): Said {
  return withdrawnAt === null ? { key, text: "stands" } : { key, text: `withdrawn on ${withdrawnAt.slice(0, 10)}`, means: "withdrawn" };
}

function toSeverity({ key, severity: { word, score } }: Spoken): Said[] {
  if (word === "unscored") return [];
  return [{ key, text: score === null ? word : `${word} (${score.toFixed(1)})`, means: word }];
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
  const meant = new Set(says.map(({ text, means = text }) => means));
  return meant.size > 1 ? [{ about, package: name, says: says.map(({ key, text }) => ({ key, text })) }] : [];
}
