import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import type { InputFault } from "@/lib/errors";
import { lockQueue, refreshOpenFindings } from "@/lib/findings/queue";
import { storeTeam, type TeamRef } from "@/lib/inventory/teams";
import { entryFinder } from "./assign-by-match";
import { lockOwnerFiles, lockTeams, selectOwnedServices, updateOwners } from "./queries";
import { faultAt, type ReadOwnerFile, readOwnerFile, unreadable } from "./read-owner-file";
import { type ApplyOwnerFile, applyOwnerFileSchema, type OwnerChanges, type OwnerFile, type TeamEntry } from "./schemas";

/**
 * Makes teams and owners what the file says, all of it or nothing, and returns what changed; with `dryRun` what would, and nothing does.
 * Needs `inventory:write`; throws `invalid` with pointers and lines.
 */
export async function applyOwnerFile({ ctx, input }: Verb<ApplyOwnerFile>): Promise<OwnerChanges> {
  requireScope(ctx, "inventory:write");
  const { text, dryRun } = applyOwnerFileSchema.parse(input);
  const read = readOwnerFile(text);
  refuse(repeatedTeams(read));
  if (!dryRun) return inTransaction((client) => apply(client, ctx, read, false));
  // What would change is found by doing it.
  let changes: OwnerChanges | null = null;
  await inTransaction(async (client) => {
    changes = await apply(client, ctx, read, true);
    throw new Undone();
  }).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  if (changes === null) throw new Error("a dry run has its changes");
  return changes;
}

class Undone extends Error {}

async function apply(client: ClientBase, ctx: Context, read: ReadOwnerFile, dryRun: boolean): Promise<OwnerChanges> {
  await lockOwnerFiles(client);
  await lockQueue(client);
  const teams = await applyTeams(client, ctx, read.file.teams);
  const services = await applyServices(client, ctx, read);
  const changed = teams.created.length + teams.changed.length + services.services.changed.length > 0;
  if (changed) {
    const detail = { teamsCreated: teams.created.length, teamsChanged: teams.changed.length, servicesChanged: services.services.changed.length };
    await recordAudit(client, ctx, { action: "owner_file.applied", subjectKind: "owner_file", subjectId: "owners", detail });
  }
  return { dryRun, changed, teams, ...services };
}

async function applyTeams(client: ClientBase, ctx: Context, entries: OwnerFile["teams"]): Promise<OwnerChanges["teams"]> {
  const changes: OwnerChanges["teams"] = { created: [], changed: [], unchanged: 0 };
  for (const entry of entries) {
    const { team, before } = await storeEntry(client, ctx, entry);
    if (before === null) changes.created.push(team);
    else if (before === team) changes.unchanged += 1;
    else changes.changed.push({ before, after: team });
  }
  return changes;
}

async function storeEntry(
  client: ClientBase,
  ctx: Context,
  { slug, name, contact, ...contacts }: TeamEntry,
): Promise<{ team: TeamRef; before: TeamRef | null }> {
  return storeTeam(client, ctx, { slug, name: name ?? null, contact: contact ?? null, contacts });
}

async function applyServices(client: ClientBase, ctx: Context, { file, lineOf }: ReadOwnerFile): Promise<Pick<OwnerChanges, "services" | "unused">> {
  const named = new Set(file.services.flatMap(({ team }) => (team === null ? [] : [team])));
  const ids = await lockTeams(client, [...named]);
  refuse(
    file.services.flatMap(({ team }, index) =>
      team === null || ids.has(team)
        ? []
        : [faultAt(["services", index, "team"], `There is no team "${team}", and the file makes none`, "team_not_found", lineOf)],
    ),
  );
  const entryOf = entryFinder(file.services);
  const changes: OwnerChanges["services"] = { changed: [], unchanged: 0, unmatched: 0 };
  const used = new Set<number>();
  const owners: { serviceId: number; teamId: number | null }[] = [];
  for (const { id, slug, name, teamSlug } of await selectOwnedServices(client, { lock: true })) {
    const index = entryOf(slug);
    const entry = index === null ? undefined : file.services[index];
    if (index === null || entry === undefined) {
      changes.unmatched += 1;
      continue;
    }
    used.add(index);
    if (entry.team === teamSlug) changes.unchanged += 1;
    else {
      owners.push({ serviceId: id, teamId: entry.team === null ? null : (ids.get(entry.team) ?? null) });
      changes.changed.push({ service: { slug, name }, before: teamSlug, after: entry.team, pointer: `/services/${index}`, match: entry.match });
    }
  }
  if (owners.length > 0) await updateOwners(client, owners);
  const movedServiceIds = owners.map(({ serviceId }) => serviceId);
  await refreshOpenFindings(client, { movedServiceIds }, new Date());
  for (const { service, before, after } of changes.changed) {
    const detail = { team: after, before };
    await recordAudit(client, ctx, { action: "service.owner_assigned", subjectKind: "service", subjectId: service.slug, detail });
  }
  return { services: changes, unused: file.services.flatMap(({ match }, index) => (used.has(index) ? [] : [{ pointer: `/services/${index}`, match }])) };
}

function repeatedTeams({ file, lineOf }: ReadOwnerFile): InputFault[] {
  const seen = new Set<string>();
  return file.teams.flatMap(({ slug }, index) => {
    if (!seen.has(slug)) {
      seen.add(slug);
      return [];
    }
    return [faultAt(["teams", index, "slug"], `The team "${slug}" stands in the file twice`, "repeated", lineOf)];
  });
}

function refuse(faults: InputFault[]): void {
  if (faults.length > 0) throw unreadable(faults);
}
