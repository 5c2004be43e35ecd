import type { Source } from "@/lib/advisories/sources/schemas";

/** What people call it. */
export function sourceName({ kind, name }: Pick<Source, "kind" | "name">): string {
  switch (kind) {
    case "osv":
      return name;
    case "kev":
      return "CISA KEV";
    case "epss":
      return "EPSS";
  }
}

const because: Record<NonNullable<Source["because"]> | "not", string> = {
  inventory: "the inventory has it",
  setting: "the setting names it",
  always: "for every CVE",
  not: "no longer mirrored",
};

export function becauseWords(source: Pick<Source, "because">): string {
  return because[source.because ?? "not"];
}

/** Where the quarantine of a source is. */
export function quarantineHref({ id }: Pick<Source, "id">): string {
  return `/settings/sources/${id}`;
}
