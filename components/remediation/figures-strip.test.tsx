import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { RemediationFigures } from "@/lib/remediation/schemas";
import { FiguresStrip } from "./figures-strip";

const none = { malware: 0, critical: 0, high: 0, medium: 0, low: 0, none: 0, unscored: 0 };
const strip = (href: string | null) =>
  ({
    open: {
      total: 3,
      bySeverity: none,
      before: { total: 3, bySeverity: none },
      kev: 0,
      href: "/open",
      kevHref: "/kev",
      bySeverityHref: { critical: "/critical", malware: "/m" },
    },
    sla: { overdue: 2, dueSoon: 1, share: null, overdueHref: href && "/overdue", dueSoonHref: href && "/soon" },
    timeToFix: { fixes: 0, medianMinutes: null, p90Minutes: null, href: "/fixed" },
    coverage: { services: 4, fresh: 3, stale: 1, incomplete: 0, noSbom: 0, share: 0.75, href: href && "/services", staleHref: href && "/stale" },
  }) as unknown as Pick<RemediationFigures, "open" | "sla" | "timeToFix" | "coverage">;
const hrefs = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);

test("figures of today lead to their lists", () => {
  const html = renderToStaticMarkup(<FiguresStrip figures={strip("/")} />);
  expect(hrefs(html)).toEqual(["/open", "/critical", "/kev", "/overdue", "/soon", "/services", "/stale"]);
  expect(html).not.toContain("listed of today only");
});

test("on a past day what is listed of today only leads nowhere, and the page says why", () => {
  const html = renderToStaticMarkup(<FiguresStrip figures={strip(null)} isPast />);
  expect(hrefs(html)).toEqual(["/open", "/critical", "/kev"]);
  expect(html).toContain("1 stale");
  expect(html).toContain("What was overdue then, and which SBOMs were fresh, is counted here but listed of today only.");
});
