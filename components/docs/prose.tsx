/** Paragraphs with `code` in them: all the markup that descriptions use. */
export function Prose({ text }: { text: string }) {
  return (
    <div className="mt-2 flex max-w-prose flex-col gap-1.5 text-muted">
      {text.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph}>
          <Inline text={paragraph} />
        </p>
      ))}
    </div>
  );
}

/** One line with `code` in it. */
export function Inline({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <code key={index} className="text-fg">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
