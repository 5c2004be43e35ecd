import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FlowChart } from "./flow-chart";
import { StackChart } from "./stack-chart";

const week = (from: string, opened: number, fixed: number, otherwise = 0) => ({
  name: `Week of ${from}`,
  from,
  opened,
  fixed,
  otherwise,
  partial: false,
  openedHref: "/o",
  fixedHref: "/f",
});

test("a drawing of layers is a slider that says its last day, and names each layer that ends at something", () => {
  const series = [
    { key: "critical", values: [1, 0], href: "/c" },
    { key: "high", values: [4, 1_300], href: "/h" },
  ] as const;
  const markup = renderToStaticMarkup(<StackChart label="Open" days={["2026-11-29", "2026-11-30"]} series={series} asOfHref="/remediation?asOf=" />);
  expect(markup).toContain('role="slider"');
  expect(markup).toContain('aria-valuetext="30 Nov 2026: 1,300 open, 0 critical, 1,300 high"');
  expect(markup).toContain('aria-label="high: 1,300"');
  expect(markup.match(/<text[^>]*>high<\/text>/g)).toHaveLength(1);
  expect(markup).not.toMatch(/<text[^>]*>critical<\/text>/);
  expect(markup).not.toContain("style=");
});

test("bars of weeks go up for what opened and down for what closed, on one scale", () => {
  const markup = renderToStaticMarkup(<FlowChart label="Flow" weeks={[week("2026-11-16", 30, 10, 5), week("2026-11-23", 0, 60)]} />);
  const heights = [...markup.matchAll(/<rect x="[\d.]+" width="[\d.]+" y="([\d.]+)" height="([\d.]+)"/g)].map(([, y, height]) => [Number(y), Number(height)]);
  const [opened, fixed, otherwise] = heights;
  expect(opened?.[1]).toBeCloseTo((fixed?.[1] ?? 0) * 3, 3);
  expect((opened?.[0] ?? 0) + (opened?.[1] ?? 0)).toBeCloseTo(fixed?.[0] ?? 0, 3);
  expect(otherwise?.[0]).toBeCloseTo((fixed?.[0] ?? 0) + (fixed?.[1] ?? 0), 3);
});

test("a period without any week says so", () => {
  expect(renderToStaticMarkup(<FlowChart label="Flow" weeks={[]} />)).toContain("No week of the period has begun");
});
