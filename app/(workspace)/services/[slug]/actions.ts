"use server";
import { revalidatePath } from "next/cache";
import { type FormProblem, toFormProblem } from "@/components/auth/form-problem";
import { serviceHref } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { endDeployment } from "@/lib/inventory/deployments";
import { retireArtifact } from "@/lib/inventory/retire";
import { assignOwner, setTier } from "@/lib/inventory/teams";

/** Gives the service to a team, or to nobody. Returns null or what is wrong. */
export async function giveOwner(service: string, team: string | null): Promise<FormProblem | null> {
  const ctx = await requirePageContext();
  try {
    await assignOwner({ ctx, input: { service, team } });
    revalidatePath(serviceHref(service), "layout");
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}

/** Gives the service a tier, or none. Returns null or what is wrong. */
export async function giveTier(service: string, tier: number | null): Promise<FormProblem | null> {
  const ctx = await requirePageContext();
  try {
    await setTier({ ctx, input: { service, tier } });
    revalidatePath(serviceHref(service), "layout");
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}

/** Says that a deployment of the service ended. Returns null or what is wrong. */
export async function endFromPage(service: string, id: string): Promise<FormProblem | null> {
  const ctx = await requirePageContext();
  try {
    await endDeployment({ ctx, input: { id } });
    revalidatePath(serviceHref(service), "layout");
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}

/** Retires an artifact of the service. Returns null or what is wrong. */
export async function retireFromPage(service: string, artifactId: number): Promise<FormProblem | null> {
  const ctx = await requirePageContext();
  try {
    await retireArtifact({ ctx, input: { id: artifactId } });
    revalidatePath(serviceHref(service), "layout");
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}
