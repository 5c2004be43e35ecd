"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { Deployment } from "@/lib/inventory/deployments/schemas";
import { visible } from "@/lib/text/visible.mjs";

export type End = (service: string, id: string) => Promise<FormProblem | null>;

type EndDeploymentProps = { deployment: Deployment; end: End };

/** A button that says that a deployment ended, after it was asked whether that is meant. */
export function EndDeployment({ deployment, end }: EndDeploymentProps) {
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { service, artifact, environment } = deployment;
  async function confirm() {
    setBusy(true);
    setProblem(null);
    const refused = await end(service.slug, deployment.id).catch(() => ({ detail: "The server did not answer. Try again." }));
    setBusy(false);
    if (refused === null) return setOpen(false);
    setProblem(refused.detail);
  }
  const what = visible(`${artifact.name} ${artifact.ref} in ${environment.name}`);
  return (
    <>
      <Button className="h-7" aria-label={`End ${what}`} onClick={() => setOpen(true)}>
        End
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Did ${what} end?`}
        description="For what was switched off. What is replaced ends with the next deployment by itself."
      >
        <p className="mb-4 text-sm">From now on nothing of it is said to run there. The history keeps it, and the API can set another moment.</p>
        {problem ? <Notice tone="error" title={problem} className="mb-3" /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={() => setOpen(false)}>It still runs</Button>
          <Button look="danger" disabled={busy} onClick={confirm}>
            End deployment
          </Button>
        </div>
      </Dialog>
    </>
  );
}
