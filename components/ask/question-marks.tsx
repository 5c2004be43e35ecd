import { cn } from "@/components/ui/cn";

/** A place in the text that could not be read, in UTF-16 units, half open. */
export type Mark = { start: number; end: number };

type QuestionMarksProps = { text: string; marks: readonly Mark[]; scrolled: number; big: boolean };

/** What lies behind the text of the question: one shade per token, and a wave under what could not be read. */
export function QuestionMarks({ text, marks, scrolled, big }: QuestionMarksProps) {
  return (
    <div aria-hidden className={cn("pointer-events-none absolute inset-y-0 right-10 overflow-hidden", big ? "left-4 -ml-1 pl-1" : "left-3.5 -ml-1 pl-1")}>
      <Shifted
        by={scrolled}
        className={cn("flex h-full items-center whitespace-pre font-medium font-mono text-transparent", big ? "text-base" : "text-[13px]")}
      >
        <span>
          {tokensOf(text).map((token) =>
            token.gap ? (
              token.text
            ) : (
              <span
                key={token.start}
                className={cn(
                  "rounded-[3px] bg-sunken shadow-[0_0_0_3px_var(--sunken)]",
                  marks.some((mark) => mark.start < token.start + token.text.length && mark.end > token.start) &&
                    "bg-unknown-soft underline decoration-2 decoration-unknown decoration-wavy underline-offset-4 shadow-[0_0_0_3px_var(--unknown-soft)]",
                )}
              >
                {token.text}
              </span>
            ),
          )}
        </span>
      </Shifted>
    </div>
  );
}

/** Moved with the field's own scroll; set through the DOM because a strict content policy forbids style attributes. */
function Shifted({ by, className, children }: { by: number; className: string; children: React.ReactNode }) {
  return (
    <div
      className={className}
      ref={(element) => {
        if (element) element.style.transform = `translateX(${-by}px)`;
      }}
    >
      {children}
    </div>
  );
}

type Token = { text: string; start: number; gap: boolean };

/** Splits at blanks outside quotes, for shading only: the grammar itself is read by the server. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(/\s+|(?:"[^"]*"?|[^\s"])+/g)) {
    tokens.push({ text: match[0], start: match.index, gap: /^\s/.test(match[0]) });
  }
  return tokens;
}
