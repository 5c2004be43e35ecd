"use server";
import { revalidatePath } from "next/cache";
import { type FormProblem, toFormProblem } from "@/components/auth/form-problem";
import type { OwnerFileAnswer } from "@/components/owners/owner-file-panel";
import type { TeamFields } from "@/components/teams/team-form";
import { requirePageContext } from "@/lib/auth";
import { WhereinError } from "@/lib/errors";
import { applyOwnerFile } from "@/lib/inventory/owners";
import { deleteTeam, saveTeam, setTeamTier, teamSlugOf } from "@/lib/inventory/teams";

/** Creates a team; without a slug it is made from the name. Returns null or what is wrong. */
export async function createTeam({ slug, name, contact, contacts }: TeamFields): Promise<FormProblem | null> {
  return change(() => ({ slug: slug || teamSlugOf(name), name, contact, contacts, ifExists: "refuse" as const }));
}

/** Gives the team of the slug this name, contact and contacts. Returns null or what is wrong. */
export async function changeTeam({ slug, name, contact, contacts }: TeamFields): Promise<FormProblem | null> {
  return change(() => ({ slug, name, contact, contacts }));
}

/** Deletes the team; its services have no owner then. Returns null or what is wrong. */
export async function removeTeam(slug: string): Promise<FormProblem | null> {
  const ctx = await requirePageContext();
  try {
    await deleteTeam({ ctx, input: { slug } });
    revalidatePath("/settings/teams");
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}

/** Gives every service of the team a tier, or none. Returns null or what is wrong. */
export async function giveTeamTier(team: string, tier: number | null): Promise<FormProblem | null> {
  const ctx = await requirePageContext();
  try {
    await setTeamTier({ ctx, input: { team, tier } });
    revalidatePath("/settings/teams");
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}

/** Makes teams and owners what the file says, or only says what would change. */
export async function applyOwners(text: string, dryRun: boolean): Promise<OwnerFileAnswer> {
  const ctx = await requirePageContext();
  try {
    const changes = await applyOwnerFile({ ctx, input: { text, dryRun } });
    if (!dryRun) revalidatePath("/settings/teams");
    return { changes };
  } catch (error) {
    const { detail } = toFormProblem(error);
    const faults = error instanceof WhereinError ? error.errors.map(({ pointer, detail: fault }) => (pointer === "" ? fault : `${pointer}: ${fault}`)) : [];
    return { faults: faults.length > 0 ? faults : [detail] };
  }
}

async function change(inputOf: () => Parameters<typeof saveTeam>[0]["input"]): Promise<FormProblem | null> {
  const ctx = await requirePageContext();
  try {
    await saveTeam({ ctx, input: inputOf() });
    revalidatePath("/settings/teams");
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}
