"use client";
import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { stateWords } from "@/components/findings/triage/decision-words";
import type { DecisionBody } from "@/components/findings/triage/draft";
import { type Sent, send } from "@/components/findings/triage/send";
import type { Target } from "@/components/findings/triage/target";
import type { Done } from "@/components/findings/triage/undo-toast";
import { plural } from "@/components/ui/number-format";
import { absoluteUtc } from "@/components/ui/time-format";
import type { Made } from "@/lib/decisions/schemas";
import type { Note, Noted, PersonRef, Undone } from "@/lib/findings/notes/schemas";
import { visible } from "@/lib/text/visible.mjs";

/** Something that can be taken back. Returns null, or what went wrong. */
type Undoable = { words: string; undo: () => Promise<FormProblem | null> };

/** What people do to findings, what was done last, and how it is taken back. `onDone` is called when something changed. */
export function useActions(people: readonly PersonRef[], onDone: () => void) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [, startRefresh] = useTransition();
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const stack = useRef<Undoable[]>([]);
  const told = useRef(0);

  function tell(words: string, more: Partial<Done> = {}) {
    told.current += 1;
    setDone({ id: told.current, words, ...more });
  }
  function refresh() {
    startRefresh(() => router.refresh());
  }
  async function act<T>(sending: Promise<Sent<T>>, told: (data: T) => { undoable: Undoable; note?: string }) {
    setBusy(true);
    setProblem(null);
    const sent = await sending;
    setBusy(false);
    if (!sent.ok) return setProblem(sent.problem);
    const { undoable, note } = told(sent.data);
    stack.current.push(undoable);
    tell(undoable.words, { note, canUndo: true });
    onDone();
    refresh();
  }
  async function undo() {
    const last = stack.current.at(-1);
    if (last === undefined) return tell("There is nothing to undo.", { failed: true });
    setBusy(true);
    const refused = await last.undo();
    setBusy(false);
    if (refused) return tell(`Not undone: ${refused.detail}`, { failed: true });
    stack.current.pop();
    tell(`Undone: ${last.words}`);
    refresh();
  }
  function decide(target: Target, body: DecisionBody) {
    return act(send<Made>("POST", "/api/v1/decisions", body), (made) => decided(target, body, made));
  }
  function note(target: Target, said: Note) {
    return act(send<Noted>("POST", "/api/v1/findings/notes", { ...target.about, note: said }), (noted) => ({
      undoable: { words: wordsOfNote(said, noted.findings, people), undo: () => undoNote(noted.batchId) },
      ...(noted.notes === 0 ? { note: "It was so already." } : {}),
    }));
  }
  async function takeBack(batchId: string) {
    const refused = await undoNote(batchId);
    if (refused) tell(`Not taken back: ${refused.detail}`, { failed: true });
    else tell("Taken back.");
    refresh();
  }
  return { busy, problem, done, decide, note, undo, takeBack, tell, forget: () => setDone(null), clearProblem: () => setProblem(null) };
}

export type Actions = ReturnType<typeof useActions>;

function decided({ count }: Target, { status, acceptance }: DecisionBody, { decisions }: Made): { undoable: Undoable; note?: string } {
  const words = `${plural(count, "finding")} decided: ${stateWords[acceptance ? "accepted" : status]}.`;
  const waiting = decisions.filter(({ phase }) => phase === "waiting").length;
  const undo = async () => {
    const ended = await Promise.all(decisions.map(({ id }) => send("POST", `/api/v1/decisions/${id}/end`, { cause: "undone" })));
    const refused = ended.find((each) => !each.ok);
    return refused && !refused.ok ? refused.problem : null;
  };
  const note = waiting === 0 ? undefined : waiting === decisions.length ? "It waits for a second person." : "What is grave waits for a second person.";
  return { undoable: { words, undo }, ...(note ? { note } : {}) };
}

async function undoNote(batchId: string): Promise<FormProblem | null> {
  const sent = await send<Undone>("POST", `/api/v1/findings/notes/${batchId}/undo`);
  return sent.ok ? null : sent.problem;
}

function wordsOfNote(said: Note, findings: number, people: readonly PersonRef[]): string {
  const of = plural(findings, "finding");
  if (said.kind === "comment") return `Commented on ${of}.`;
  if (said.kind === "due") return said.dueAt === null ? `${of} due when the policy says.` : `${of} due on ${absoluteUtc(said.dueAt).slice(0, 10)}.`;
  const name = people.find(({ id }) => id === said.assignee)?.name;
  return `${of} assigned to ${name === undefined ? "nobody" : visible(name)}.`;
}
