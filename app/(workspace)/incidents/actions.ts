"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { type FormProblem, toFormProblem } from "@/components/auth/form-problem";
import type { IncidentFields } from "@/components/incidents/incident-form";
import type { WorkChange } from "@/components/incidents/service-work";
import { incidentHref } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import {
  type AddRevision,
  addRevision,
  changeIncident,
  type OpenIncident,
  openIncident,
  readIncidentWindow,
  runIncident,
  setServiceStatus,
} from "@/lib/incidents";

type Window = ReturnType<typeof readIncidentWindow>;

/** What a form says, as a verb takes it; or what is wrong with its window. */
function readFields({
  title,
  severity,
  window,
  notes,
}: IncidentFields): { said: { title: string; severity: never; window: Window; notes: string } } | { problem: FormProblem } {
  const read = window === "" ? null : readIncidentWindow(window);
  if (window !== "" && read === null) {
    const detail = "Write the window as 2026-03-31T00:21Z..03:15Z, as two days, as one day, or as 2026-03-31.. for one that goes on.";
    return { problem: { detail: "Some fields need another value.", fields: { window: detail } } };
  }
  // The schema says which words there are.
  return { said: { title, severity: (severity || null) as never, window: read, notes } };
}

/** Opens an incident from a kept list, or from the one that was typed, and goes to it. Returns what is wrong. */
export async function openFromPage(list: string | null, fields: IncidentFields): Promise<FormProblem> {
  const read = readFields(fields);
  if ("problem" in read) return read.problem;
  const ctx = await requirePageContext();
  const given: Pick<OpenIncident, "list" | "content"> = list === null ? { content: fields.content } : { list };
  const opened = await openIncident({ ctx, input: { ...read.said, ...given } }).catch(toFormProblem);
  if ("detail" in opened) return opened;
  redirect(incidentHref(opened.id));
}

/** Changes what is said of the incident. Returns null or what is wrong. */
export async function changeFromPage(id: number, version: number, fields: IncidentFields): Promise<FormProblem | null> {
  const read = readFields(fields);
  if ("problem" in read) return read.problem;
  return act(id, (ctx) => changeIncident({ ctx, input: { id, version, ...read.said } }));
}

/** Closes the incident, or opens it again. Returns null or what is wrong. */
export async function setStatusFromPage(id: number, version: number, status: "open" | "closed"): Promise<FormProblem | null> {
  return act(id, (ctx) => changeIncident({ ctx, input: { id, version, status } }));
}

/** Asks the incident again. Returns null or what is wrong. */
export async function runFromPage(id: number): Promise<FormProblem | null> {
  return act(id, (ctx) => runIncident({ ctx, input: { id } }));
}

/** Says what is being done about a service. Returns null or what is wrong. */
export async function setWorkFromPage(id: number, slug: string, change: WorkChange): Promise<FormProblem | null> {
  return act(id, (ctx) => setServiceStatus({ ctx, input: { id, slug, ...change } }));
}

type Given = Pick<AddRevision, "content" | "mode" | "note">;
type Answer = { revised: { revision: number; added: number; removed: number; newServices: number } } | { problem: FormProblem };

/** Adds lines, or takes the next revision of the list. */
export async function reviseFromPage(id: number, given: Given): Promise<Answer> {
  const ctx = await requirePageContext();
  try {
    const { revision, newServices } = await addRevision({ ctx, input: { id, ...given } });
    revalidatePath(incidentHref(id));
    return { revised: { revision: revision.revision, added: revision.added, removed: revision.removed, newServices } };
  } catch (error) {
    return { problem: toFormProblem(error) };
  }
}

type PageContext = Awaited<ReturnType<typeof requirePageContext>>;

async function act(id: number, work: (ctx: PageContext) => Promise<unknown>): Promise<FormProblem | null> {
  const ctx = await requirePageContext();
  try {
    await work(ctx);
    revalidatePath(incidentHref(id));
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}
