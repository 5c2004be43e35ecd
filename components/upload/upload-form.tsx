"use client";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input, inputStyle } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { percent } from "@/components/ui/number-format";
import { Progress } from "@/components/ui/progress";
import { FileDrop } from "@/components/upload/file-drop";
import { type SendResult, sendSbom, type UploadFields } from "@/components/upload/send-sbom";

type UploadFormProps = { kinds: readonly string[]; service: string; sizeMax: number };
type Refused = Extract<SendResult, { kind: "refused" }>;

/** One SBOM of one build. After the file has arrived the page of the upload shows the rest and survives a reload. */
export function UploadForm({ kinds, service, sizeMax }: UploadFormProps) {
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const abort = useRef<AbortController | null>(null);
  const router = useRouter();

  async function submit(form: FormData) {
    if (!file) return setRefused({ kind: "refused", detail: "Choose a file first.", fields: { file: "No file" }, requestId: null });
    const text = (name: keyof UploadFields) => String(form.get(name) ?? "");
    abort.current = new AbortController();
    setRefused(null);
    setSent(0);
    try {
      const result = await sendSbom(
        file,
        { service: text("service"), artifact: text("artifact"), kind: text("kind"), ref: text("ref"), version: text("version"), commit: text("commit") },
        setSent,
        abort.current.signal,
      );
      if (result.kind === "accepted") return router.push(`/uploads/${result.id}`);
      setRefused(result);
    } catch {
      // Cancelled: the form stays as it was.
    }
    setSent(null);
  }
  const fault = (name: string) => refused?.fields[name] ?? null;
  const busy = sent !== null;
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      {refused ? (
        <Notice tone="error" title={refused.detail}>
          {refused.requestId ? (
            <>
              Request <code>{refused.requestId}</code>
            </>
          ) : null}
        </Notice>
      ) : null}
      <FileDrop file={file} onFile={setFile} disabled={busy} sizeMax={sizeMax} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id="service" label="Service" hint="Created on its first upload." error={fault("service")}>
          <Input
            id="service"
            name="service"
            required
            maxLength={200}
            defaultValue={service}
            disabled={busy}
            aria-describedby={fault("service") ? "service-error" : "service-hint"}
          />
        </Field>
        <Field id="artifact" label="Artifact" optional hint="The service's own name when empty." error={fault("artifact")}>
          <Input id="artifact" name="artifact" maxLength={200} disabled={busy} aria-describedby="artifact-hint" />
        </Field>
        <Field id="kind" label="Kind" error={fault("kind")}>
          <select id="kind" name="kind" className={inputStyle} disabled={busy}>
            {kinds.map((kind) => (
              <option key={kind}>{kind}</option>
            ))}
          </select>
        </Field>
        <Field id="ref" label="Ref" hint="Branch or tag." error={fault("ref")}>
          <Input id="ref" name="ref" defaultValue="main" maxLength={200} disabled={busy} aria-describedby="ref-hint" />
        </Field>
        <Field id="version" label="Version" optional error={fault("version")}>
          <Input id="version" name="version" maxLength={200} disabled={busy} />
        </Field>
        <Field id="commit" label="Commit" optional error={fault("commit")}>
          <Input id="commit" name="commit" maxLength={200} disabled={busy} className="font-mono text-[12.5px]" />
        </Field>
      </div>
      {busy ? (
        <div className="flex items-center gap-4">
          <div className="flex-1">
            <p className="mb-1.5 text-muted" aria-live="polite">
              {sent < 1 ? `Sending, ${percent(sent, 1)}` : "Received, waiting for the server"}
            </p>
            <Progress label="Sending" value={sent < 1 ? sent : null} />
          </div>
          <Button onClick={() => abort.current?.abort()}>Cancel</Button>
        </div>
      ) : (
        <div>
          <Button type="submit" look="primary" size="lg">
            Upload
          </Button>
        </div>
      )}
    </form>
  );
}
