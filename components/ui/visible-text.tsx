import { visibleParts } from "@/lib/text/visible.mjs";

// Letters written from right to left, which would otherwise reorder what stands beside them.
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A text from outside (a name, version, path, licence, message) as it is, with every hidden character shown by its code and
 * kept from acting on what stands beside it. Where only a string can be, use `visible`.
 */
export function VisibleText({ text }: { text: string }) {
  const parts = visibleParts(text);
  if (!parts.some(({ hidden }) => hidden) && !rightToLeft.test(text)) return text;
  return (
    <bdi>
      {parts.map((part, index) =>
        part.hidden ? (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
            key={index}
            title="An invisible character"
            className="mx-px rounded-[3px] border border-line-strong bg-sunken px-0.5 font-mono text-[0.82em] text-muted"
          >
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </bdi>
  );
}
