import type { RouteModule } from "@/lib/http";
import * as openapi from "./openapi.json/route";
import * as advisory from "./v1/advisories/[source]/[key]/route";
import * as alert from "./v1/alerts/[id]/route";
import * as alertsAttention from "./v1/alerts/attention/route";
import * as alerts from "./v1/alerts/route";
import * as awsAccount from "./v1/aws/accounts/[accountId]/route";
import * as awsAccounts from "./v1/aws/accounts/route";
import * as awsEventCredentials from "./v1/aws/event-credentials/route";
import * as awsFeeds from "./v1/aws/feeds/route";
import * as inspectorFinding from "./v1/aws/findings/[id]/route";
import * as inspectorFindings from "./v1/aws/findings/route";
import * as awsMappingRules from "./v1/aws/mapping-rules/route";
import * as awsResources from "./v1/aws/resources/route";
import * as blastRadiusExport from "./v1/blast-radius/export/route";
import * as blastRadiusGraph from "./v1/blast-radius/graph/route";
import * as blastRadiusGrid from "./v1/blast-radius/grid/route";
import * as blastRadiusPaths from "./v1/blast-radius/paths/route";
import * as blastRadiusPlan from "./v1/blast-radius/plan/route";
import * as blastRadius from "./v1/blast-radius/route";
import * as blastRadiusTimeline from "./v1/blast-radius/timeline/route";
import * as bomToken from "./v1/bom/token/[uuid]/route";
import * as decision from "./v1/decisions/[id]/route";
import * as decisionConflicts from "./v1/decisions/conflicts/route";
import * as decisionExplanation from "./v1/decisions/explain/route";
import * as decisionExport from "./v1/decisions/export/route";
import * as decisions from "./v1/decisions/route";
import * as deployments from "./v1/deployments/route";
import * as document from "./v1/documents/[sha256]/route";
import * as eventToken from "./v1/event/token/[uuid]/route";
import * as finding from "./v1/findings/[artifactId]/[packageVersionId]/[vulnerability]/route";
import * as findingActivity from "./v1/findings/activity/route";
import * as findingAssignees from "./v1/findings/assignees/route";
import * as findingsExport from "./v1/findings/export/route";
import * as findingGroups from "./v1/findings/groups/route";
import * as findingNews from "./v1/findings/news/route";
import * as findings from "./v1/findings/route";
import * as undetermined from "./v1/findings/undetermined/route";
import * as findingViews from "./v1/findings/views/route";
import * as freshness from "./v1/freshness/route";
import * as incidentExport from "./v1/incidents/[id]/export/route";
import * as incidentRevisions from "./v1/incidents/[id]/revisions/route";
import * as incident from "./v1/incidents/[id]/route";
import * as incidentRuns from "./v1/incidents/[id]/runs/route";
import * as incidents from "./v1/incidents/route";
import * as indicatorList from "./v1/indicator-lists/[id]/route";
import * as invitations from "./v1/invitations/route";
import * as owners from "./v1/owners/route";
import * as packages from "./v1/packages/route";
import * as packageServices from "./v1/packages/services/route";
import * as packageVulnerabilities from "./v1/packages/vulnerabilities/route";
import * as person from "./v1/people/[id]/route";
import * as people from "./v1/people/route";
import * as project from "./v1/project/[uuid]/route";
import * as projectLookup from "./v1/project/lookup/route";
import * as projects from "./v1/project/route";
import * as remediationExport from "./v1/remediation/export/route";
import * as remediationPlanExport from "./v1/remediation/plan/export/route";
import * as remediationPlan from "./v1/remediation/plan/route";
import * as remediation from "./v1/remediation/route";
import * as search from "./v1/search/route";
import * as assessment from "./v1/services/[slug]/builds/[artifactId]/[seq]/assessment/route";
import * as buildExport from "./v1/services/[slug]/builds/[artifactId]/[seq]/export/route";
import * as inspectorScan from "./v1/services/[slug]/builds/[artifactId]/[seq]/inspector-scan/route";
import * as build from "./v1/services/[slug]/builds/[artifactId]/[seq]/route";
import * as serviceBuilds from "./v1/services/[slug]/builds/route";
import * as comparisonExport from "./v1/services/[slug]/compare/export/route";
import * as comparison from "./v1/services/[slug]/compare/route";
import * as serviceComponents from "./v1/services/[slug]/components/route";
import * as serviceExport from "./v1/services/[slug]/export/route";
import * as serviceInspectorCounts from "./v1/services/[slug]/inspector/counts/route";
import * as serviceInspectorExport from "./v1/services/[slug]/inspector/export/route";
import * as serviceInspector from "./v1/services/[slug]/inspector/route";
import * as service from "./v1/services/[slug]/route";
import * as services from "./v1/services/route";
import * as slaBreaches from "./v1/sla/breaches/route";
import * as slaEditions from "./v1/sla/policy/editions/route";
import * as slaPolicy from "./v1/sla/policy/route";
import * as quarantineRaw from "./v1/sources/[id]/quarantine/raw/route";
import * as quarantine from "./v1/sources/[id]/quarantine/route";
import * as sources from "./v1/sources/route";
import * as teamSelf from "./v1/team/self/route";
import * as teamWeek from "./v1/teams/[slug]/weeks/[week]/route";
import * as teams from "./v1/teams/route";
import * as tokens from "./v1/tokens/route";
import * as upload from "./v1/uploads/[id]/route";
import * as uploads from "./v1/uploads/route";
import * as vexFile from "./v1/vex-documents/[id]/document/route";
import * as vexDocument from "./v1/vex-documents/[id]/route";
import * as vexDocuments from "./v1/vex-documents/route";
import * as vulnerabilityInspector from "./v1/vulnerabilities/[id]/inspector/route";
import * as vulnerability from "./v1/vulnerabilities/[id]/route";
import * as vulnerabilityServices from "./v1/vulnerabilities/[id]/services/route";
import * as vulnerabilities from "./v1/vulnerabilities/route";
import * as version from "./version/route";

/** Every route file that has a GET, by its address: the server answers these itself. A test holds the list against the folders. */
export const apiReads: Readonly<Record<string, RouteModule>> = {
  "/api/openapi.json": openapi,
  "/api/v1/advisories/{source}/{key}": advisory,
  "/api/v1/alerts": alerts,
  "/api/v1/alerts/attention": alertsAttention,
  "/api/v1/alerts/{id}": alert,
  "/api/v1/aws/mapping-rules": awsMappingRules,
  "/api/v1/aws/resources": awsResources,
  "/api/v1/aws/event-credentials": awsEventCredentials,
  "/api/v1/aws/accounts": awsAccounts,
  "/api/v1/aws/accounts/{accountId}": awsAccount,
  "/api/v1/aws/feeds": awsFeeds,
  "/api/v1/aws/findings": inspectorFindings,
  "/api/v1/aws/findings/{id}": inspectorFinding,
  "/api/v1/blast-radius": blastRadius,
  "/api/v1/blast-radius/export": blastRadiusExport,
  "/api/v1/blast-radius/graph": blastRadiusGraph,
  "/api/v1/blast-radius/grid": blastRadiusGrid,
  "/api/v1/blast-radius/paths": blastRadiusPaths,
  "/api/v1/blast-radius/plan": blastRadiusPlan,
  "/api/v1/blast-radius/timeline": blastRadiusTimeline,
  "/api/v1/bom/token/{uuid}": bomToken,
  "/api/v1/decisions": decisions,
  "/api/v1/decisions/conflicts": decisionConflicts,
  "/api/v1/decisions/explain": decisionExplanation,
  "/api/v1/decisions/export": decisionExport,
  "/api/v1/decisions/{id}": decision,
  "/api/v1/deployments": deployments,
  "/api/v1/documents/{sha256}": document,
  "/api/v1/event/token/{uuid}": eventToken,
  "/api/v1/findings": findings,
  "/api/v1/findings/{artifactId}/{packageVersionId}/{vulnerability}": finding,
  "/api/v1/findings/activity": findingActivity,
  "/api/v1/findings/assignees": findingAssignees,
  "/api/v1/findings/export": findingsExport,
  "/api/v1/findings/groups": findingGroups,
  "/api/v1/findings/news": findingNews,
  "/api/v1/findings/undetermined": undetermined,
  "/api/v1/findings/views": findingViews,
  "/api/v1/freshness": freshness,
  "/api/v1/incidents": incidents,
  "/api/v1/incidents/{id}": incident,
  "/api/v1/incidents/{id}/export": incidentExport,
  "/api/v1/incidents/{id}/revisions": incidentRevisions,
  "/api/v1/incidents/{id}/runs": incidentRuns,
  "/api/v1/indicator-lists/{id}": indicatorList,
  "/api/v1/owners": owners,
  "/api/v1/packages": packages,
  "/api/v1/packages/services": packageServices,
  "/api/v1/packages/vulnerabilities": packageVulnerabilities,
  "/api/v1/project": projects,
  "/api/v1/project/lookup": projectLookup,
  "/api/v1/project/{uuid}": project,
  "/api/v1/remediation": remediation,
  "/api/v1/remediation/export": remediationExport,
  "/api/v1/remediation/plan": remediationPlan,
  "/api/v1/remediation/plan/export": remediationPlanExport,
  "/api/v1/search": search,
  "/api/v1/services": services,
  "/api/v1/services/{slug}": service,
  "/api/v1/services/{slug}/builds": serviceBuilds,
  "/api/v1/services/{slug}/builds/{artifactId}/{seq}": build,
  "/api/v1/services/{slug}/builds/{artifactId}/{seq}/assessment": assessment,
  "/api/v1/services/{slug}/builds/{artifactId}/{seq}/export": buildExport,
  "/api/v1/services/{slug}/builds/{artifactId}/{seq}/inspector-scan": inspectorScan,
  "/api/v1/services/{slug}/compare": comparison,
  "/api/v1/services/{slug}/compare/export": comparisonExport,
  "/api/v1/services/{slug}/components": serviceComponents,
  "/api/v1/services/{slug}/export": serviceExport,
  "/api/v1/services/{slug}/inspector": serviceInspector,
  "/api/v1/services/{slug}/inspector/counts": serviceInspectorCounts,
  "/api/v1/services/{slug}/inspector/export": serviceInspectorExport,
  "/api/v1/sources": sources,
  "/api/v1/sources/{id}/quarantine": quarantine,
  "/api/v1/sources/{id}/quarantine/raw": quarantineRaw,
  "/api/v1/team/self": teamSelf,
  "/api/v1/teams": teams,
  "/api/v1/teams/{slug}/weeks/{week}": teamWeek,
  "/api/v1/sla/breaches": slaBreaches,
  "/api/v1/sla/policy": slaPolicy,
  "/api/v1/sla/policy/editions": slaEditions,
  "/api/v1/people": people,
  "/api/v1/people/{id}": person,
  "/api/v1/invitations": invitations,
  "/api/v1/tokens": tokens,
  "/api/v1/uploads": uploads,
  "/api/v1/uploads/{id}": upload,
  "/api/v1/vex-documents": vexDocuments,
  "/api/v1/vex-documents/{id}": vexDocument,
  "/api/v1/vex-documents/{id}/document": vexFile,
  "/api/v1/vulnerabilities": vulnerabilities,
  "/api/v1/vulnerabilities/{id}": vulnerability,
  "/api/v1/vulnerabilities/{id}/inspector": vulnerabilityInspector,
  "/api/v1/vulnerabilities/{id}/services": vulnerabilityServices,
  "/api/version": version,
};
