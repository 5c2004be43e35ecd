import { serviceStatuses } from "@/lib/inventory/read/schemas";
import { type FigureSeverity, figureSeverities } from "../schemas";
import type { FigureFilters } from "./count-figures";
import { beginOf } from "./days";

type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

/** An address within this installation; what is undefined is left out. */
export function addressOf(path: string, values: Values): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) for (const each of value === undefined ? [] : [value].flat()) query.append(name, String(each));
  return query.size === 0 ? path : `${path}?${query}`;
}

/** Days as moments: half open, as findings are. */
const beginAt = (day: number) => beginOf(day).toISOString();

/** The last moment of a day: what opens or closes at the first one of the next is of the next. */
const lastOf = (day: number) => new Date(beginOf(day + 1).getTime() - 1).toISOString();

const coveredStatuses = serviceStatuses.filter((status) => status !== "retired");

/** The lists behind figures, each as the figure counts. */
export class Lists {
  readonly #filters: Values;

  /** @param today what is open at the end of it is what is open now */
  constructor(
    filters: FigureFilters,
    readonly today: number,
  ) {
    const { team, service, kind, severity } = filters;
    this.#filters = { team, service, kind, severity };
  }

  open(day: number, more: Values = {}): string {
    return this.#findings({ state: day >= this.today ? "open" : "all", openAt: day >= this.today ? undefined : lastOf(day), ...more });
  }

  bySeverity(day: number): Record<FigureSeverity, string> {
    const of = (word: FigureSeverity) => (word === "malware" ? { kind: "malware", severity: undefined } : { severity: word });
    return Object.fromEntries(figureSeverities.map((word) => [word, this.open(day, of(word))])) as Record<FigureSeverity, string>;
  }

  opened(from: number, to: number): string {
    return this.#findings({ state: "all", openedSince: beginAt(from), openedBefore: beginAt(to + 1) });
  }

  fixed(from: number, to: number): string {
    return this.#findings({ state: "closed", closedSince: beginAt(from), closedBefore: beginAt(to + 1), closeReason: ["upgraded", "removed"] });
  }

  /** Null of a past day: when findings are due is listed of now. */
  due(day: number, when: "overdue" | "soon"): string | null {
    return day < this.today ? null : this.#findings({ due: when });
  }

  /** Services as coverage counts them, without those that are retired. Null of a past day, as their status is listed of now, and of some services by name, which have no list. */
  services(day: number, status: string | readonly string[] = coveredStatuses): string | null {
    const { team, service } = this.#filters;
    const [only, ...more] = [service ?? []].flat();
    if (day < this.today || more.length > 0) return null;
    return only === undefined ? addressOf("/services", { team, status }) : `/services/${encodeURIComponent(only)}`;
  }

  #findings(more: Values): string {
    return addressOf("/findings", { ...this.#filters, ...more });
  }
}
