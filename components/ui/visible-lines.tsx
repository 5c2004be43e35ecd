import { Fragment } from "react";
import { VisibleText } from "@/components/ui/visible-text";

/** Ends of lines and tabs are there to be seen as such; every other character that hides is written out. */
export function VisibleLines({ text }: { text: string }) {
  return text.split(/\r?\n/).map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one text never move
    <Fragment key={index}>
      {index > 0 ? "\n" : ""}
      <VisibleText text={line.replaceAll("\t", "    ")} />
    </Fragment>
  ));
}
