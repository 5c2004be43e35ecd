"use server";
import { revalidatePath } from "next/cache";
import { type FormProblem, toFormProblem } from "@/components/auth/form-problem";
import type { TeamFields } from "@/components/teams/team-form";
import { requirePageContext } from "@/lib/auth";
import { deleteTeam, saveTeam, teamSlugOf } from "@/lib/inventory/teams";

/** Creates a team; without a slug it is made from the name. Returns null or what is wrong. */
export async function createTeam({ slug, name, contact }: TeamFields): Promise<FormProblem | null> {
  return change(() => ({ slug: slug || teamSlugOf(name), name, contact, ifExists: "refuse" as const }));
}

/** Gives the team of the slug this name and contact. Returns null or what is wrong. */
export async function changeTeam({ slug, name, contact }: TeamFields): Promise<FormProblem | null> {
  return change(() => ({ slug, name, contact }));
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
