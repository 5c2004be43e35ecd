import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import pg from "pg";
import { type CatalogFact, compareCatalogs, readCatalog } from "@/lib/db/catalog";
import { migrate } from "@/lib/db/migrations";
import { openSchemaEngine } from "@/lib/db/schema-engine";

// Fails when the migrations and prisma/schema.prisma describe different databases. Two scratch databases are built on
// the server of TEST_DATABASE_URL and their catalogs compared; what Prisma cannot express is listed here by name.
const handWritten = [
  "index presence_current",
  "index presence_past",
  "index package_leaf_prefix",
  "index package_name_prefix",
  "index package_without_purl",
  "index service_without_build",
  "index artifact_head_incomplete",
  "index artifact_head_retired",
  "index build_digests_idx",
  "index build_incomplete",
  "index deployment_ended",
  "index deployment_running",
  "index package_version_hash_several",
  "index upload_owed",
  "index package_version_advisory",
  "index finding_open_vulnerability",
  "index finding_open_version",
  "index finding_closed_vulnerability",
  "index finding_open_once",
  "index vulnerability_facts",
  "index vulnerability_priority",
  "index alert_standing",
  "index outbox_event_undelivered",
  "index observation_standing_advisory",
  "index observation_standing_version",
  "index inspector_finding_of_resource",
  "index inspector_package_unmapped",
  "index document_of_scanner",
  "index artifact_leaf",
  "index aws_resource_leaf",
  "index open_finding_class_rank",
  "index open_finding_class_opened",
  "index open_finding_class_due",
  "index open_finding_due",
  "index open_finding_decided",
  "index open_finding_until",
  "index open_finding_assignee",
  "index open_finding_vulnerability",
  "index open_finding_package",
  "index open_finding_left",
  "index vulnerability_epss",
  "constraint advisory_feed_kind_known",
  "constraint advisory_feed_status_known",
  "constraint advisory_kind_known",
  "constraint vulnerability_kind_known",
  "constraint vulnerability_severity_known",
  "constraint match_state_known",
  "constraint finding_closed_with_reason",
  "constraint finding_half_open",
  "constraint alert_retracted_with_reason",
  "constraint artifact_head_retired_without_build",
  "constraint upload_status_known",
  "constraint presence_half_open",
  "constraint deployment_half_open",
  "constraint app_user_role_known",
  "constraint observation_state_known",
  "constraint aws_resource_artifact_by_known",
  "constraint inspector_finding_status_known",
  "constraint incident_edition_status_known",
  "constraint incident_edition_window_half_open",
  "constraint incident_service_status_known",
  "constraint incident_service_not_affected_with_reason",
  "constraint service_tier_known",
  "constraint decision_status_known",
  "constraint decision_origin_known",
  "constraint decision_acceptance_expires",
  "constraint decision_expires_later",
  "constraint decision_justified",
  "constraint decision_subject_scope_known",
  "constraint decision_subject_versions",
  "constraint decision_subject_named",
  "constraint decision_vote_known",
  "constraint decision_vote_of_another",
  "constraint decision_vote_in_time",
  "constraint decision_vote_of_user",
  "constraint decision_vote_on_payload",
  "constraint api_token_of_owner",
  "function refuse_vote_of_disabled",
  "trigger decision_vote_of_enabled",
  "constraint decision_effect_of_decision",
  "constraint decision_effect_of_vote",
  "constraint decision_effect_approved",
  "function refuse_change",
  "function refuse_orphan_subjects",
  "trigger decision_unchanged",
  "trigger decision_subject_of_decision",
  "trigger decision_subject_unchanged",
  "trigger decision_name_unchanged",
  "trigger decision_vote_unchanged",
  "trigger decision_effect_unchanged",
  "trigger decision_end_unchanged",
  "trigger finding_note_unchanged",
  "constraint decision_end_of_decision",
  "constraint decision_end_cause_known",
  "constraint vex_document_format_known",
  "constraint vex_document_scope_known",
  "constraint finding_note_kind_known",
  "constraint invitation_role_known",
  "constraint open_finding_state_known",
  "constraint open_finding_grave_approved",
  "constraint open_tally_counts",
];

const root = resolve(import.meta.dirname, "..");
const server = process.env.TEST_DATABASE_URL ?? "";
const schema = readFileSync(resolve(root, "prisma/schema.prisma"), "utf8");

async function main(): Promise<string[]> {
  const migrated = await inScratch("migrated", async (url) => {
    await migrate(url, root);
  });
  const described = await inScratch("described", async (url) => {
    await withClient(url, async (client) => client.query(await sqlOfSchema(url)));
  });
  return compareCatalogs(migrated, described, handWritten);
}

/** The SQL with which Prisma would create the schema from nothing. */
async function sqlOfSchema(url: string): Promise<string> {
  const { engine, close } = await openSchemaEngine(url, schema);
  try {
    const result = await engine.diff({
      from: { tag: "empty" },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    if (!result.stdout) throw new Error("Prisma's diff of the schema is empty");
    return result.stdout;
  } finally {
    await close();
  }
}

async function inScratch(purpose: string, build: (url: string) => Promise<void>): Promise<CatalogFact[]> {
  const name = `drift_${purpose}_${randomBytes(4).toString("hex")}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await withClient(server, (client) => client.query(`create database ${name}`));
  try {
    await build(url.href);
    return await withClient(url.href, readCatalog);
  } finally {
    await withClient(server, (client) => client.query(`drop database if exists ${name} with (force)`));
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const differences = await main();
for (const line of differences) process.stderr.write(`drift: ${line}\n`);
process.stdout.write(`${differences.length === 0 ? "The migrations and the schema agree." : `${differences.length} differences.`}\n`);
process.exit(differences.length === 0 ? 0 : 1);
