"use client";
import { Bookmark, ChevronDown, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { send } from "@/components/findings/triage/send";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Menu, MenuGroup, MenuItem, MenuLabel, MenuLink, MenuPopup, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { Notice } from "@/components/ui/notice";
import { VisibleText } from "@/components/ui/visible-text";
import type { SavedView } from "@/lib/findings/views/schemas";
import { visible } from "@/lib/text/visible.mjs";

type ViewsMenuProps = { views: readonly SavedView[] /** The query string of the list as it stands. */; search: string };

/** Lists that people come back to: their own and those that others share. */
export function ViewsMenu({ views, search }: ViewsMenuProps) {
  const [saving, setSaving] = useState(false);
  const [managing, setManaging] = useState(false);
  // As it is stored: each sign that an address may write in two ways is written in one.
  const stored = new URLSearchParams(search).toString();
  const here = views.find((view) => view.search === stored);
  const groups = [
    { label: "Yours", of: views.filter(({ own }) => own) },
    { label: "Shared by others", of: views.filter(({ own }) => !own) },
  ].filter(({ of }) => of.length > 0);
  return (
    <>
      <Menu>
        <MenuTrigger render={<Button aria-label={here ? visible(`View: ${here.name}`) : "Views"} />}>
          <Bookmark aria-hidden />
          <span className="max-w-40 truncate">{here ? <VisibleText text={here.name} /> : "Views"}</span>
          <ChevronDown aria-hidden className="opacity-60" />
        </MenuTrigger>
        <MenuPopup>
          {groups.map(({ label, of }) => (
            <MenuGroup key={label}>
              <MenuLabel>{label}</MenuLabel>
              {of.map((view) => (
                <MenuLink key={view.id} render={<Link href={view.search === "" ? "/findings" : `/findings?${view.search}`} prefetch={false} />} closeOnClick>
                  <span className="truncate">
                    <VisibleText text={view.name} />
                  </span>
                  {view.own ? (
                    view.shared ? (
                      <span className="ml-auto pl-4 text-muted text-xs">shared</span>
                    ) : null
                  ) : (
                    <span className="ml-auto max-w-28 truncate pl-4 text-muted text-xs">
                      <VisibleText text={view.by} />
                    </span>
                  )}
                </MenuLink>
              ))}
            </MenuGroup>
          ))}
          {groups.length > 0 ? <MenuSeparator /> : null}
          <MenuItem onClick={() => setSaving(true)}>Save this list…</MenuItem>
          {views.some(({ own }) => own) ? <MenuItem onClick={() => setManaging(true)}>Your views…</MenuItem> : null}
        </MenuPopup>
      </Menu>
      {saving ? <SaveDialog search={search} onClose={() => setSaving(false)} /> : null}
      {managing ? <OwnViews views={views.filter(({ own }) => own)} onClose={() => setManaging(false)} /> : null}
    </>
  );
}

function SaveDialog({ search, onClose }: { search: string; onClose: () => void }) {
  const router = useRouter();
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  async function save(data: FormData) {
    setBusy(true);
    const body = { name: String(data.get("name") ?? ""), search, shared: data.get("shared") === "on" };
    const sent = await send<SavedView>("POST", "/api/v1/findings/views", body);
    setBusy(false);
    if (!sent.ok) return setProblem(sent.problem);
    onClose();
    router.refresh();
  }
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Save this list" description="Its filters, its order and its grouping, under a name.">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save(new FormData(event.currentTarget));
        }}
      >
        {problem ? <Notice tone="error" title={problem.detail} /> : null}
        <Field id="view-name" label="Name" error={problem?.fields.name ?? null}>
          <Input id="view-name" name="name" required maxLength={80} autoFocus />
        </Field>
        <label className="flex min-h-6 items-center gap-2">
          <input type="checkbox" name="shared" className="size-4 accent-fg" />
          Share it with everyone
        </label>
        <div className="flex justify-end gap-2">
          <Button size="md" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" size="md" disabled={busy}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A person's own views: shared or not, and away with them. */
function OwnViews({ views, onClose }: { views: readonly SavedView[]; onClose: () => void }) {
  const router = useRouter();
  const [problem, setProblem] = useState<FormProblem | null>(null);
  async function change(sending: Promise<Awaited<ReturnType<typeof send>>>) {
    const sent = await sending;
    setProblem(sent.ok ? null : sent.problem);
    router.refresh();
  }
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Your views">
      {problem ? <Notice tone="error" title={problem.detail} className="mb-3" /> : null}
      {views.length === 0 ? <p className="text-muted">You have none.</p> : null}
      <ul className="divide-y divide-line">
        {views.map(({ id, name, shared }) => (
          <li key={id} className="flex items-center gap-3 py-1.5">
            <span className="min-w-0 flex-1 truncate">
              <VisibleText text={name} />
            </span>
            <label className="flex min-h-6 items-center gap-1.5 text-muted">
              <input
                type="checkbox"
                className="size-4 accent-fg"
                checked={shared}
                aria-label={visible(`Share ${name}`)}
                onChange={() => void change(send("PATCH", `/api/v1/findings/views/${id}`, { shared: !shared }))}
              />
              shared
            </label>
            <Button look="ghost" size="icon" aria-label={visible(`Delete ${name}`)} onClick={() => void change(send("DELETE", `/api/v1/findings/views/${id}`))}>
              <Trash2 aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
