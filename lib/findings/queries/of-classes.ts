import { kindPlace } from "@/lib/findings/queue/queries/wanted";

// Neither is a join: behind one, rows would not be in the order of their index any more, or rows of vulnerabilities would be read that are then left out.

/** Whether finding `x` is of one of the classes `c`, a CTE. */
export const isOfClasses = "((x.kind, x.severity_rank, x.kev, x.state) in (select c.kind, c.severity_rank, c.kev, c.state from c)) is true";
/** Whether findings of vulnerability `v` can be. */
export const canBeOfClasses = `((${kindPlace}, v.severity_rank, v.kev_added_on is not null) in (select c.kind, c.severity_rank, c.kev from c)) is true`;
