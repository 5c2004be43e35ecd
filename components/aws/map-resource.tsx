"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { type ArtifactChoice, ArtifactPicker } from "@/components/aws/artifact-picker";
import { accountNumber } from "@/components/aws/words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { VisibleText } from "@/components/ui/visible-text";
import type { AwsResourceAnswer } from "@/lib/aws/resources/schemas";
import { visible } from "@/lib/text/visible.mjs";

export type MapActs = { map: (id: number, artifactId: number, everyAccount: boolean) => Promise<FormProblem | null> };
type Mapped = Pick<AwsResourceAnswer, "id" | "name" | "account" | "hints"> & { mapped: boolean };

/** A button that says which artifact a resource is, by a rule for its name. */
export function MapResource({ resource, acts }: { resource: Mapped; acts: MapActs }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button className="h-7" aria-label={visible(`Map ${resource.name}`)} onClick={() => setOpen(true)}>
        {resource.mapped ? "Change" : "Map"}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={visible(`Which artifact is ${resource.name}?`)}
        description="It makes the first of the mapping rules, for everything of its type with this name, also what comes later. Deleting the rule takes it back."
      >
        <MapForm resource={resource} acts={acts} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function MapForm({ resource, acts, onDone }: { resource: Mapped; acts: MapActs; onDone: () => void }) {
  const [chosen, setChosen] = useState<number | null>(resource.hints[0]?.artifact.id ?? null);
  const [picked, setPicked] = useState<ArtifactChoice | null>(null);
  const [everywhere, setEverywhere] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const isOther = chosen === null;
  const artifactId = isOther ? (picked?.id ?? null) : chosen;
  async function send() {
    if (artifactId === null) return setProblem("Choose a service and one of its artifacts.");
    setBusy(true);
    const refused = await acts.map(resource.id, artifactId, everywhere).catch(() => ({ detail: "The server did not answer. Try again." }));
    setBusy(false);
    if (refused) setProblem(refused.detail);
    else onDone();
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {problem ? <Notice tone="error" title={problem} /> : null}
      {resource.hints.length > 0 ? (
        <fieldset>
          <legend className="mb-1 font-medium text-[12.5px]">It may be</legend>
          {resource.hints.map(({ service, artifact, text }) => (
            <label key={artifact.id} className="flex items-baseline gap-2 py-1">
              <input
                type="radio"
                name="artifact"
                checked={chosen === artifact.id}
                onChange={() => setChosen(artifact.id)}
                className="size-4 shrink-0 translate-y-[3px] accent-fg"
              />
              <span className="min-w-0 wrap-anywhere">
                <VisibleText text={`${service.slug} / ${artifact.name} ${artifact.ref}`} />
                <span className="block text-muted text-xs">
                  <VisibleText text={text} />
                </span>
              </span>
            </label>
          ))}
          <label className="flex min-h-7 items-center gap-2">
            <input type="radio" name="artifact" checked={isOther} onChange={() => setChosen(null)} className="size-4 shrink-0 accent-fg" />
            Another artifact
          </label>
        </fieldset>
      ) : null}
      {isOther ? <ArtifactPicker chosen={picked} onChoose={setPicked} error={null} /> : null}
      <label className="flex min-h-7 items-baseline gap-2">
        <input
          type="checkbox"
          checked={everywhere}
          onChange={(event) => setEverywhere(event.target.checked)}
          className="size-4 shrink-0 translate-y-[3px] accent-fg"
        />
        <span>
          In every account <span className="text-muted">else only in {accountNumber(resource.account)}</span>
        </span>
      </label>
      <div className="flex justify-end gap-2">
        <Button size="md" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" look="primary" size="md" disabled={busy}>
          Map it
        </Button>
      </div>
    </form>
  );
}
