import { WhereinError } from "@/lib/errors";

export function teamNotFound(slug: string): WhereinError {
  return new WhereinError("not_found", `There is no team with the slug "${slug}".`, { reason: "team_not_found" });
}
