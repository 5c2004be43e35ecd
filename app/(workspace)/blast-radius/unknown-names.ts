import type { View } from "@/components/blast-radius/view";
import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { getService, getServiceSchema, type TeamList } from "@/lib/inventory/read";
import { parseQuestion } from "@/lib/query";

const servicesLookedUpMax = 20;

/** A sentence for each team and service that the question is narrowed to and that does not exist: a misspelt name must not look like a clean fleet. */
export async function unknownNames(ctx: Context, view: Pick<View, "q" | "team" | "service">, teams: TeamList): Promise<string[]> {
  const { facets } = parseQuestion(view.q);
  const known = new Set(["none", ...teams.data.map(({ slug }) => slug)]);
  const asked = [...new Set([...(facets.service ?? []), ...view.service])].slice(0, servicesLookedUpMax);
  const exist = await Promise.all(asked.map((slug) => serviceExists(ctx, slug)));
  return [
    ...[...new Set([...(facets.team ?? []), ...view.team])].filter((slug) => !known.has(slug)).map((slug) => `No team is called ${slug}.`),
    ...asked.filter((_, index) => !exist[index]).map((slug) => `No service is called ${slug}.`),
  ];
}

async function serviceExists(ctx: Context, slug: string): Promise<boolean> {
  if (!getServiceSchema.safeParse({ slug }).success) return false;
  try {
    await getService({ ctx, input: { slug } });
    return true;
  } catch (error) {
    if (error instanceof WhereinError && error.code === "not_found") return false;
    throw error;
  }
}
