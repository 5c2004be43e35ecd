import { advisoryRevision } from "@/lib/advisories/model";
import { keyRevision } from "@/lib/versions";

/** What a stored advisory's ranges were made by: the reader's rules and the encoding of keys, in one number that grows with either. */
export const storedRevision = advisoryRevision * 100 + keyRevision;
