type Query = Record<string, string | number | readonly (string | number)[] | null | undefined>;

/** `path?query` without what is empty; lists are repeated parameters. */
export function withQuery(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "") continue;
    for (const item of Array.isArray(value) ? value : [value]) parameters.append(name, String(item));
  }
  const text = parameters.toString().replaceAll("%3A", ":").replaceAll("%40", "@").replaceAll("%2F", "/");
  return text === "" ? path : `${path}?${text}`;
}

/** The verdict page of a question. */
export function blastRadiusHref(question: string, query: Query = {}): string {
  return withQuery("/blast-radius", { q: question, ...query });
}

/** Every line of a kept list. */
export function listHref(id: string): string {
  return `/blast-radius/lists/${encodeURIComponent(id)}`;
}

/** A service. Tables of services link to it without prefetching: each would read its service. */
export function serviceHref(slug: string): string {
  return `/services/${encodeURIComponent(slug)}`;
}

export function buildHref(slug: string, artifactId: number, seq: number): string {
  return `${serviceHref(slug)}/builds/${artifactId}/${seq}`;
}

type BuildPlace = { artifactId: number; seq: number };

/** Two builds of a service against each other. */
export function compareHref(slug: string, from: BuildPlace, to: BuildPlace): string {
  const name = ({ artifactId, seq }: BuildPlace) => `${artifactId}:${seq}`;
  return withQuery(`${serviceHref(slug)}/compare`, { from: name(from), to: name(to) });
}

/** All that is known of a vulnerability. */
export function vulnerabilityHref(id: string): string {
  return `/vulnerabilities/${encodeURIComponent(id).replaceAll("%3A", ":")}`;
}

/** One finding, open or closed. */
export function findingHref(of: { artifact: { id: number }; packageVersionId: number; vulnerability: { id: string } }): string {
  return `/findings/${of.artifact.id}/${of.packageVersionId}/${encodeURIComponent(of.vulnerability.id).replaceAll("%3A", ":")}`;
}

export function alertHref(id: string): string {
  return `/alerts/${id}`;
}

export function incidentHref(id: number, query: Query = {}): string {
  return withQuery(`/incidents/${id}`, query);
}

/** A package by ecosystem and name; the slashes of the name stay slashes. */
export function packageHref({ ecosystem, name }: { ecosystem: string; name: string }): string {
  return `/packages/${encodeURIComponent(ecosystem)}/${name.split("/").map(encodeURIComponent).join("/")}`;
}

/** A question that names exactly this package, or this version of it. */
export function questionFor(entry: { ecosystem: string; name: string }, version?: string | null): string {
  const name = /[\s"]/.test(entry.name) ? `"${entry.name.replaceAll('"', "")}"` : entry.name;
  const prefix = entry.ecosystem === "unidentified" ? "" : `${entry.ecosystem}:`;
  return version ? `${prefix}${name}@${version}` : `${prefix}${name}`;
}

/** The address by which the browser reached this page, for commands to copy. */
export function addressOf(sent: { get: (name: string) => string | null }): string {
  return `${sent.get("x-forwarded-proto") ?? "http"}://${sent.get("x-forwarded-host") ?? sent.get("host") ?? "localhost"}`;
}

/** A path segment as it was meant; one with a broken escape stays as it is. */
export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** A team: what it has open, and how that goes. `none`: what has no team. */
export function teamHref(slug: string | null): string {
  return `/teams/${encodeURIComponent(slug ?? "none")}`;
}

/** What a team opened and closed in an ISO week, `2026-W48`. */
export function teamWeekHref(slug: string | null, week: string): string {
  return `${teamHref(slug)}/weeks/${week}`;
}

export function decisionHref(id: string): string {
  return `/decisions/${encodeURIComponent(id)}`;
}
