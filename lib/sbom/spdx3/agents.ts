import type { Element } from "./element";
import type { ElementGraph } from "./element-graph";

const kinds = new Map([
  ["Person", "Person"],
  ["Organization", "Organization"],
  ["Tool", "Tool"],
  ["SoftwareAgent", "Tool"],
]);

/** An agent or tool as SPDX 2 writes it, `Organization: Name (contact)`; null when it has no name. */
export function agentText(graph: ElementGraph, agent: Element): string | null {
  const name = graph.text(agent, "name")?.trim();
  if (name === undefined || name === "") return null;
  // Some tools put the whole text of SPDX 2 into the name.
  const full = /^(person|organi[sz]ation|tool)\s*:/i.test(name) ? name : `${kinds.get(agent.type) ?? "Organization"}: ${name}`;
  const email = emailOf(graph, agent);
  return email === null || full.endsWith(")") ? full : `${full} (${email})`;
}

/** The first agent that a member names, as SPDX 2 writes it. */
export function firstAgent(graph: ElementGraph, element: Element, member: string): string | null {
  for (const agent of graph.objects(element, member)) {
    const text = agentText(graph, agent);
    if (text !== null) return text;
  }
  return null;
}

function emailOf(graph: ElementGraph, agent: Element): string | null {
  const found = graph.objects(agent, "externalIdentifier").find((identifier) => graph.word(identifier, "externalIdentifierType") === "email");
  return found === undefined ? null : graph.text(found, "identifier");
}
