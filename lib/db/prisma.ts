import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { PrismaClient } from "./generated/client";

const holder = globalThis as typeof globalThis & { whereinPrisma?: PrismaClient };

/** The process's Prisma client, for ordinary reads and writes. The few queries that matter are SQL, in `queries`. */
export function prisma(): PrismaClient {
  holder.whereinPrisma ??= new PrismaClient({ adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: 5 }) });
  return holder.whereinPrisma;
}
