"use client";
import { useCallback, useState } from "react";
import { AskBox, type AskBoxProps } from "@/components/ask/ask-box";
import { draftOf, isList, type ListDraft } from "@/components/ask/list-draft";
import { ListForm } from "@/components/ask/list-form";
import { cn } from "@/components/ui/cn";

type AskProps = Omit<AskBoxProps, "onList">;

/** One box for a question or a list: several lines pasted or dropped, or a file, turn it into a list. */
export function Ask(props: AskProps) {
  const [draft, setDraft] = useState<ListDraft | null>(null);
  const [beside, setBeside] = useState("");
  const [over, setOver] = useState(false);
  const close = useCallback(() => setDraft(null), []);
  function begin(next: ListDraft, question: string) {
    setDraft(next);
    setBeside(question);
  }
  function onDrop(event: React.DragEvent) {
    setOver(false);
    const [file] = event.dataTransfer.files;
    const text = event.dataTransfer.getData("text/plain");
    if (!file && !isList(text)) return;
    event.preventDefault();
    begin(file ? { kind: "file", file } : draftOf(text), beside);
  }
  return (
    <search
      className={cn("block rounded-lg", over && "outline-2 outline-focus outline-dashed outline-offset-4")}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node | null) || setOver(false)}
      onDrop={onDrop}
    >
      {draft ? (
        <ListForm draft={draft} question={beside} during={props.during} onDraft={setDraft} onQuestion={setBeside} onClose={close} />
      ) : (
        <AskBox {...props} onList={begin} />
      )}
    </search>
  );
}
