"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import {
  BookOpen,
  Box,
  ClipboardList,
  Keyboard,
  KeyRound,
  LayoutList,
  Rss,
  Scale,
  Search,
  Server,
  ShieldAlert,
  Siren,
  TrendingDown,
  Upload,
  Users,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { hrefOfHit, wordsOfHit } from "@/components/shell/search-hit";
import { useSearch } from "@/components/shell/use-search";
import { VisibleText } from "@/components/ui/visible-text";
import { blastRadiusHref } from "@/components/urls";

const pages = [
  { href: "/", label: "Ask a question", icon: Search },
  { href: "/services", label: "Services", icon: LayoutList },
  { href: "/vulnerabilities", label: "Vulnerabilities", icon: ShieldAlert },
  { href: "/decisions", label: "Decisions", icon: Scale },
  { href: "/remediation", label: "Remediation", icon: TrendingDown },
  { href: "/incidents", label: "Incidents", icon: ClipboardList },
  { href: "/alerts", label: "Alerts", icon: Siren },
  { href: "/upload", label: "Upload an SBOM", icon: Upload },
  { href: "/settings/tokens", label: "API tokens", icon: KeyRound },
  { href: "/settings/teams", label: "Teams", icon: Users },
  { href: "/settings/sources", label: "Sources of advisories", icon: Rss },
  { href: "/docs/api", label: "API reference", icon: BookOpen },
] as const;

const hitIcons = { package: Box, service: Server, vulnerability: ShieldAlert } as const;

const itemStyle = "flex min-h-9 items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-sunken [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";
const groupStyle =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs";

type PaletteProps = { open: boolean; onOpenChange: (open: boolean) => void; onHelp: () => void };

/** Search as you type over packages, services, vulnerabilities and pages. The first entry asks what was typed, so Enter always leads somewhere. */
export function Palette({ open, onOpenChange, onHelp }: PaletteProps) {
  const [text, setText] = useState("");
  const { hits, state } = useSearch(text);
  const router = useRouter();
  function go(href: string) {
    onOpenChange(false);
    router.push(href);
  }
  const typed = text.trim();
  const matching = pages.filter((page) => page.label.toLowerCase().includes(typed.toLowerCase()));
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-overlay" />
        <Base.Popup className="fixed top-[10vh] left-1/2 z-50 w-[min(40rem,94vw)] -translate-x-1/2 overflow-hidden rounded-xl bg-panel shadow-pop outline-none">
          <Base.Title className="sr-only">Jump to</Base.Title>
          <Command shouldFilter={false} loop label="Jump to a package, service, vulnerability or page">
            <div className="flex items-center gap-2.5 border-line border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-muted" />
              <Command.Input
                autoFocus
                value={text}
                onValueChange={setText}
                placeholder="Package, service, CVE or page"
                className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
              />
            </div>
            <Command.List className="max-h-[min(26rem,60vh)] overflow-y-auto p-1.5">
              {typed === "" ? null : (
                <Command.Group className={groupStyle} heading="Ask">
                  <Command.Item value="ask" className={itemStyle} onSelect={() => go(blastRadiusHref(typed))}>
                    <Search aria-hidden />
                    <span className="truncate">
                      Which services contain{" "}
                      <code>
                        <VisibleText text={typed} />
                      </code>
                    </span>
                  </Command.Item>
                </Command.Group>
              )}
              {hits.length === 0 ? null : (
                <Command.Group className={groupStyle} heading="Packages, services and vulnerabilities">
                  {hits.map((hit) => {
                    const href = hrefOfHit(hit);
                    const { name, note } = wordsOfHit(hit);
                    const Icon = hitIcons[hit.kind];
                    return (
                      <Command.Item key={href} value={href} className={itemStyle} onSelect={() => go(href)}>
                        <Icon aria-hidden />
                        <span className="min-w-0 shrink-0 max-w-[60%] truncate font-mono text-[12.5px]">
                          <VisibleText text={name} />
                        </span>
                        {hit.kind === "vulnerability" && hit.summary ? (
                          <span className="min-w-0 truncate text-muted max-sm:hidden">
                            <VisibleText text={hit.summary} />
                          </span>
                        ) : null}
                        <span className="ml-auto shrink-0 text-muted text-xs">{note}</span>
                      </Command.Item>
                    );
                  })}
                </Command.Group>
              )}
              {matching.length === 0 && typed !== "" ? null : (
                <Command.Group className={groupStyle} heading="Pages">
                  {matching.map(({ href, label, icon: Icon }) => (
                    <Command.Item key={href} value={`page:${href}`} className={itemStyle} onSelect={() => go(href)}>
                      <Icon aria-hidden />
                      {label}
                    </Command.Item>
                  ))}
                  <Command.Item
                    value="keys"
                    className={itemStyle}
                    onSelect={() => {
                      onOpenChange(false);
                      onHelp();
                    }}
                  >
                    <Keyboard aria-hidden />
                    Keys
                  </Command.Item>
                </Command.Group>
              )}
            </Command.List>
            <p role="status" className="border-line border-t px-4 py-2 text-muted text-xs">
              {state === "failed"
                ? "The search did not answer. Enter still asks the question."
                : state === "empty"
                  ? "No package, service or vulnerability has a name like this."
                  : "↑ ↓ to move, Enter to open, Esc to close"}
            </p>
          </Command>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
