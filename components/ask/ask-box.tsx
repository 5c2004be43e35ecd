"use client";
import { ClipboardList } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useId, useRef, useState } from "react";
import { ListChip } from "@/components/ask/list-chip";
import { draftOf, isList, type ListDraft } from "@/components/ask/list-draft";
import { type Mark, QuestionMarks } from "@/components/ask/question-marks";
import { rememberQuestion } from "@/components/ask/recent-questions-store";
import { suggestionsFor, withSuggestion } from "@/components/ask/suggestions";
import { hrefOfHit, wordsOfHit } from "@/components/shell/search-hit";
import { useSearch } from "@/components/shell/use-search";
import { Button, buttonStyle } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { VisibleText } from "@/components/ui/visible-text";
import { withQuery } from "@/components/urls";

export type AskBoxProps = {
  /** The question that this page answers; empty on the first page. */
  question?: string;
  /** Places in `question` that could not be read. */
  marks?: readonly Mark[];
  /** The kept list that is asked by as well, and the window of this page: both stay when the text changes. */
  list?: { id: string; indicators: number } | undefined;
  during?: string | undefined;
  size?: "page" | "bar";
  autoFocus?: boolean;
  /** Several lines, or the wish to give some; `question` is the text that stays beside them. */
  onList: (draft: ListDraft, question: string) => void;
};

/** The question. A plain GET form underneath, so it also works before any script has run. */
export function AskBox({ question = "", marks = [], list, during, size = "bar", autoFocus = false, onList }: AskBoxProps) {
  const [text, setText] = useState(question);
  const [focused, setFocused] = useState(false);
  const [active, setActive] = useState(-1);
  const [scrolled, setScrolled] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const router = useRouter();
  useEffect(() => setText(question), [question]);

  const asked = focused && text !== question ? suggestionsFor(text) : "";
  const { hits, for: answered } = useSearch(asked);
  const suggestions = asked !== "" && answered === asked ? hits.slice(0, 8) : [];
  const open = suggestions.length > 0;

  function ask(value: string) {
    const trimmed = value.trim();
    if (trimmed === "" && !list) return input.current?.focus();
    if (!list) rememberQuestion(trimmed);
    setText(trimmed);
    input.current?.blur();
    router.push(withQuery("/blast-radius", { q: trimmed, list: list?.id, during }));
  }
  // A field of one line would squeeze the lines into one.
  function onPaste(event: React.ClipboardEvent<HTMLInputElement>) {
    const [file] = event.clipboardData.files;
    const pasted = event.clipboardData.getData("text/plain");
    if (!file && !isList(pasted)) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    onList(file ? { kind: "file", file } : draftOf(pasted), text.slice(0, selectionStart ?? text.length) + text.slice(selectionEnd ?? text.length));
  }
  function choose(index: number) {
    const hit = suggestions[index];
    if (!hit) return;
    if (hit.kind === "package") return ask(withSuggestion(text, hit));
    setText(withSuggestion(text, hit));
    setActive(-1);
  }
  function onKeyDown(event: React.KeyboardEvent) {
    if (event.key === "Escape") return open && active >= 0 ? setActive(-1) : input.current?.blur();
    if (!open) return;
    if (event.key === "ArrowDown") setActive((index) => (index + 1) % suggestions.length);
    else if (event.key === "ArrowUp") setActive((index) => (index <= 0 ? suggestions.length - 1 : index - 1));
    else if (event.key === "Enter" && active >= 0) choose(active);
    else return;
    event.preventDefault();
  }

  const big = size === "page";
  return (
    <form
      action="/blast-radius"
      className="flex flex-wrap gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        ask(text);
      }}
    >
      {list ? <input type="hidden" name="list" value={list.id} /> : null}
      {during ? <input type="hidden" name="during" value={during} /> : null}
      {list ? <ListChip list={list} withoutHref={text.trim() === "" ? "/" : withQuery("/blast-radius", { q: text.trim(), during })} /> : null}
      <div className={cn("relative min-w-0 flex-1", list ? "basis-64" : "basis-40")}>
        <div
          className={cn(
            "relative flex items-center overflow-hidden rounded-lg border border-control bg-panel transition-shadow focus-within:border-focus focus-within:ring-3 focus-within:ring-focus/20",
            big ? "h-12" : "h-10",
          )}
        >
          <QuestionMarks text={text} marks={text === question ? marks : []} scrolled={scrolled} big={big} />
          <input
            ref={input}
            name="q"
            data-slash
            value={text}
            role="combobox"
            aria-label="Which services contain"
            aria-expanded={open}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={open && active >= 0 ? `${listId}-${active}` : undefined}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            maxLength={2_000}
            // biome-ignore lint/a11y/noAutofocus: the question is what the first page is for
            autoFocus={autoFocus}
            placeholder={list ? "Narrow or add: team:payments" : big ? "log4j-core@<2.17.1, or paste a list" : "Package, purl, name@range, sha256:…, or a list"}
            className={cn("relative h-full w-full bg-transparent pr-10 font-medium font-mono outline-none", big ? "pl-4 text-base" : "pl-3.5 text-[13px]")}
            onChange={(event) => {
              setText(event.target.value);
              setActive(-1);
            }}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onFocus={() => setFocused(true)}
            onBlur={() => setFocused(false)}
            onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
          />
          <Kbd className={cn("absolute right-3 peer-focus:hidden", focused && "hidden")}>/</Kbd>
        </div>
        <div
          id={listId}
          role="listbox"
          aria-label="Packages, services and vulnerabilities"
          className={cn("absolute top-full right-0 left-0 z-20 mt-1.5 overflow-hidden rounded-lg bg-panel p-1 shadow-pop", !open && "hidden")}
        >
          {suggestions.map((hit, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field, which names the active option
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
            <div
              key={hrefOfHit(hit)}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              className={cn("flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-2.5 hover:bg-hover", index === active && "bg-sunken")}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(index)}
            >
              <span className="min-w-0 truncate font-mono text-[12.5px]">
                <VisibleText text={hit.kind === "service" ? `service:${hit.slug}` : hit.name} />
              </span>
              <span className="ml-auto shrink-0 text-muted text-xs">{wordsOfHit(hit).note}</span>
            </div>
          ))}
        </div>
      </div>
      <button type="submit" className={cn(buttonStyle({ look: "primary", size: "lg" }), big && "h-12 px-5")}>
        Ask
      </button>
      <Button size="lg" className={cn(big && "h-12")} onClick={() => onList({ kind: "text", text: "" }, list ? "" : text)}>
        <ClipboardList aria-hidden />
        {list ? "Another list" : "Paste a list"}
      </Button>
    </form>
  );
}
