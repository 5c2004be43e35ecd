"use client";
import { ChevronDown, Download, Siren } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { toMarkdown } from "@/components/blast-radius/markdown";
import { exportHref, type View, viewHref } from "@/components/blast-radius/view";
import { windowText } from "@/components/blast-radius/window-words";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Menu, MenuItem, MenuLink, MenuPopup, MenuTrigger } from "@/components/ui/menu";
import { withQuery } from "@/components/urls";
import type { AffectedRow, BlastRadius } from "@/lib/blast-radius/schemas";

/** Keeps what a question looks for as a list. */
type KeepQuestion = (q: string, list: string | undefined) => Promise<{ id: string } | { detail: string }>;
type AnswerToolsProps = { answer: BlastRadius; view: View; keepQuestion: KeepQuestion };

/** Everything that takes the answer elsewhere; files and links carry the moment, so they keep saying what was seen. */
export function AnswerTools({ answer, view, keepQuestion }: AnswerToolsProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [keeping, startKeeping] = useTransition();
  const router = useRouter();
  const { asOf } = answer.meta;
  const address = () => new URL(viewHref({ ...view, asof: view.asof ?? asOf }), window.location.href).href;

  async function saveMarkdown() {
    setProblem(null);
    try {
      const response = await fetch(exportHref(view, "json", asOf));
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      const { data } = (await response.json()) as { data: AffectedRow[] };
      saveFile(`blast-radius-${asOf.slice(0, 16).replace(/[:T]/g, "-")}.md`, toMarkdown(answer, data, address(), Number.POSITIVE_INFINITY));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "The file could not be made.");
    }
  }
  function saveAsIncident() {
    const isListAlone = view.list !== undefined && answer.question.text.trim() === "";
    startKeeping(async () => {
      const kept = isListAlone ? { id: view.list } : await keepQuestion(view.q, view.list);
      if ("detail" in kept) return setProblem(kept.detail);
      const during = answer.exposure ? windowText(answer.exposure.window.from, answer.exposure.window.to) : null;
      router.push(withQuery("/incidents/new", { list: kept.id, during }));
    });
  }
  return (
    <div data-noprint className="flex flex-wrap items-center gap-2 sm:ml-auto">
      <span role="alert" className="text-affected empty:hidden">
        {problem}
      </span>
      <CopyButton text={address} label="Link as of now" />
      <Menu>
        <MenuTrigger render={<Button />}>
          <Download aria-hidden /> Export <ChevronDown aria-hidden className="opacity-60" />
        </MenuTrigger>
        <MenuPopup align="end">
          {(["csv", "json"] as const).map((format) => (
            <MenuLink key={format} href={exportHref(view, format, asOf)} download closeOnClick>
              {format.toUpperCase()}
            </MenuLink>
          ))}
          <MenuItem onClick={() => void saveMarkdown()}>Markdown</MenuItem>
        </MenuPopup>
      </Menu>
      <Button look="primary" onClick={saveAsIncident} disabled={keeping}>
        <Siren aria-hidden /> Save as incident
      </Button>
    </div>
  );
}

function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
