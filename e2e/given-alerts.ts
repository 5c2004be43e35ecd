import { randomUUID } from "node:crypto";
import pg from "pg";

type GivenAlert = {
  displayId: string;
  name: string;
  versions?: string[];
  services: { name: string; present: boolean }[];
  serviceCount?: number;
  retracted?: "withdrawn" | "corrected";
};

/** Stores alerts as matching does, for what no small bucket can bring; `forgetAlerts` takes them away again, so that no other journey sees them. */
export async function givenAlerts(alerts: readonly GivenAlert[]): Promise<void> {
  await inDatabase(async (client) => {
    for (const { displayId, name, versions = ["1.2.3"], services, serviceCount = services.length, retracted } of alerts) {
      const { rows } = await client.query(
        `insert into vulnerability (display_id, kind, ids, summary, severity, severity_rank, modified_at, created_at)
         values ($1, 'malware', array[$1], 'Steals tokens on install', 'unscored', 0, now(), now()) returning id`,
        [displayId],
      );
      const from = "2026-03-01T08:00:00.000Z";
      const detail = {
        displayId,
        packages: [{ ecosystem: "npm", name, versions }],
        services: services.map((service) => ({ slug: service.name.toLowerCase(), ...service, from, to: service.present ? null : "2026-03-04T09:30:00.000Z" })),
        serviceCount,
        artifactCount: serviceCount,
        presentServiceCount: serviceCount - services.filter(({ present }) => !present).length,
      };
      await client.query(
        `insert into alert (id, kind, vulnerability_id, raised_at, reason, detail, retracted_at, retract_reason)
         values ($1, 'malware', $2, now() - interval '5 minutes', 'advisory', $3, case when $4::text is not null then now() end, $4)`,
        [randomUUID(), rows[0].id, JSON.stringify(detail), retracted ?? null],
      );
    }
  });
}

export async function forgetAlerts(): Promise<void> {
  await inDatabase(async (client) => {
    await client.query("delete from vulnerability where display_id like 'MAL-GIVEN-%'");
    await client.query("delete from alert where vulnerability_id not in (select id from vulnerability)");
  });
}

async function inDatabase(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
