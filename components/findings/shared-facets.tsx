import { FacetMenu, type FacetOption } from "@/components/ui/facet-menu";
import { advisoryKinds, type SeverityWord, severityWords } from "@/lib/advisories/model";

/** The values with one more, or without it. */
export const flip = <T extends string>(values: readonly T[], value: T): T[] =>
  values.includes(value) ? values.filter((other) => other !== value) : [...values, value];

type Kind = (typeof advisoryKinds)[number];
/** `href`: the list with these chosen. `counts`: under the other filters, where they are known. */
type ChoiceProps<Value extends string> = {
  selected: readonly Value[];
  href: (chosen: Value[]) => string;
  counts?: Readonly<Partial<Record<Value, number>>> | null | undefined;
};

export function SeverityFacet(props: ChoiceProps<SeverityWord>) {
  return <WordsFacet name="Severity" words={severityWords} {...props} />;
}

export function KindFacet(props: ChoiceProps<Kind>) {
  return <WordsFacet name="Kind" words={advisoryKinds} {...props} />;
}

function WordsFacet<Value extends string>({ name, words, selected, href, counts }: ChoiceProps<Value> & { name: string; words: readonly Value[] }) {
  const options = words.map(
    (value): FacetOption => ({
      value,
      label: value,
      href: href(flip(selected, value)),
      ...(counts ? { count: counts[value] ?? 0 } : {}),
    }),
  );
  return <FacetMenu name={name} selected={selected} clearHref={href([])} options={options} />;
}

type ExploitedFacetProps = { selected: "true" | "false" | undefined; href: (kev: "true" | undefined) => string; count: number };

export function ExploitedFacet({ selected, href, count }: ExploitedFacetProps) {
  return (
    <FacetMenu
      name="Exploited"
      selected={selected === undefined ? [] : [selected]}
      clearHref={href(undefined)}
      options={[{ value: "true", label: "Known exploited (KEV)", count, href: href(selected === "true" ? undefined : "true") }]}
    />
  );
}

type TeamFacetProps = Pick<ChoiceProps<string>, "selected" | "href"> & { teams: readonly { slug: string; name: string }[] };

export function TeamFacet({ selected, href, teams }: TeamFacetProps) {
  const entries = [...teams.map(({ slug, name }) => ({ value: slug, label: name })), { value: "none", label: "Without a team" }];
  const options = entries.map((entry) => ({ ...entry, href: href(flip(selected, entry.value)) }));
  return <FacetMenu name="Team" selected={selected} clearHref={href([])} options={options} />;
}

type ArtifactFacetProps = {
  selected: number | undefined;
  href: (artifactId: number | undefined) => string;
  artifacts: readonly { id: number; label: string }[];
};

/** Of a service with several artifacts: one of them. */
export function ArtifactFacet({ selected, href, artifacts }: ArtifactFacetProps) {
  if (artifacts.length < 2) return null;
  return (
    <FacetMenu
      name="Artifact"
      selected={selected === undefined ? [] : [String(selected)]}
      clearHref={href(undefined)}
      options={artifacts.map(({ id, label }) => ({ value: String(id), label, href: href(selected === id ? undefined : id) }))}
    />
  );
}
