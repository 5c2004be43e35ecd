import type { RunCause, ServiceWorkStatus } from "@/lib/incidents/schemas";

export const statusWords: Record<ServiceWorkStatus, string> = {
  to_do: "to do",
  in_progress: "in progress",
  contained: "contained",
  clear: "clear",
  not_affected: "not affected",
};

/** Why an incident was asked again, as the end of a sentence. */
export const causeWords: Record<RunCause, string> = {
  opened: "it was opened",
  list: "the list changed",
  window: "the window changed",
  reopened: "it was opened again",
  inventory: "builds came",
  deployments: "what runs where changed",
  advisories: "advisories were synced",
  time: "time went by",
};

const minute = (iso: string): string => `${iso.slice(0, 16).replace("T", " ")}`;

/** The window for people; null: there is none. */
export function windowText(window: { from: string; to: string | null } | null): string | null {
  if (window === null) return null;
  return window.to === null ? `since ${minute(window.from)} UTC` : `${minute(window.from)} to ${minute(window.to)} UTC`;
}

/** The text of a form that reads as the window. */
export const windowField = (window: { from: string; to: string | null } | null): string => (window === null ? "" : `${window.from}..${window.to ?? ""}`);
