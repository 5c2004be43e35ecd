import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { ButtonLink } from "@/components/ui/button";
import { count, plural } from "@/components/ui/number-format";

type PagerProps = {
  shown: number;
  /** Rows on all pages. */
  total: number;
  noun: string;
  /** Where the plural is not the noun and an s. */
  plural?: string;
  /** The next page, or null on the last. */
  nextHref: string | null;
  /** The first page when this is not it, else null. */
  firstHref: string | null;
  children?: React.ReactNode;
};

/** Pages go forward by cursor; back is the browser's own back. */
export function Pager({ shown, total, noun, plural: many = `${noun}s`, nextHref, firstHref, children }: PagerProps) {
  return (
    <nav aria-label="Pages" className="mt-2 flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2 text-muted">
      <span>{shown === total ? plural(total, noun, many) : `${count(shown)} of ${plural(total, noun, many)}`}</span>
      {children}
      <span className="ml-auto flex items-center gap-3">
        {firstHref ? (
          <Link href={firstHref} className="link">
            First page
          </Link>
        ) : null}
        {nextHref ? (
          <ButtonLink href={nextHref} rel="next">
            Next page <ArrowRight aria-hidden />
          </ButtonLink>
        ) : null}
      </span>
    </nav>
  );
}
