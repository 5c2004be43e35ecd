"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { VisibleText } from "@/components/ui/visible-text";
import { visible } from "@/lib/text/visible.mjs";

export type Retire = (service: string, artifactId: number) => Promise<FormProblem | null>;

type RetireArtifactProps = { service: string; artifact: { id: number; kind: string; name: string; ref: string }; retire: Retire };

/** A button that retires an artifact, after it was asked whether that is meant. */
export function RetireArtifact({ service, artifact, retire }: RetireArtifactProps) {
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function confirm() {
    setBusy(true);
    setProblem(null);
    const refused = await retire(service, artifact.id).catch(() => ({ detail: "The server did not answer. Try again." }));
    setBusy(false);
    if (refused === null) return setOpen(false);
    setProblem(refused.detail);
  }
  const title = visible(`Retire ${artifact.name} ${artifact.ref}`);
  return (
    <>
      <Button className="h-7" aria-label={title} onClick={() => setOpen(true)}>
        Retire
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`${title}?`}
        description={
          <>
            For an {artifact.kind === "application" || artifact.kind === "image" ? artifact.kind : "artifact"} that is not shipped any more, as when the branch{" "}
            <VisibleText text={artifact.ref} /> is gone.
          </>
        }
      >
        <ul className="mb-4 list-disc pl-5 text-sm">
          <li>What it holds ends now, and its open findings close.</li>
          <li>Questions about now leave it out. Questions about an earlier moment still see it.</li>
          <li>Its next upload brings it back.</li>
        </ul>
        {problem ? <Notice tone="error" title={problem} className="mb-3" /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={() => setOpen(false)}>Keep it</Button>
          <Button look="danger" disabled={busy} onClick={confirm}>
            Retire artifact
          </Button>
        </div>
      </Dialog>
    </>
  );
}
