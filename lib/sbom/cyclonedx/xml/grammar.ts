/**
 * CycloneDX XML 1.0 to 1.7 (its XSDs) as the JSON of the same version: one line for each type, one word for each element
 * or attribute, by its name in XML.
 *
 * `name` an element with text · `@name` an attribute · `#name` the element's own text · `name>other` called `other` in JSON ·
 * `name:number`, `name:boolean`, `name:verbatim` (white space kept) · `name=type` an element of a type · `name*` repeated, a
 * list in JSON · `names[name]` an element around a list · `name@ref` an element that is only its attribute `ref`.
 */
export const grammar: Readonly<Record<string, string>> = {
  bom: `@version:number @serialNumber metadata=metadata components[component=component] services[service=service] externalReferences[reference=reference]
    dependencies[dependency=dependency] compositions[composition=composition] properties[property=property] vulnerabilities[vulnerability=vulnerability]
    annotations[annotation=annotation] formulation[formula=formula] declarations=declarations definitions=definitions citations[citation=citation]`,
  metadata: `timestamp lifecycles[lifecycle=lifecycle] tools=tools authors[author=contact] component=component manufacturer=organization
    manufacture=organization supplier=organization licenses[${licences()}] properties[property=property] distributionConstraints=distribution`,
  lifecycle: "phase name description",
  distribution: "tlp",
  tools: "tool=tool* components[component=component] services[service=service]",
  tool: "vendor name version hashes[hash=hash] externalReferences[reference=reference]",

  component: `@type @mime-type @isExternal:boolean @bom-ref supplier=organization manufacturer=organization authors[author=contact] author publisher group
    name version versionRange description scope hashes[hash=hash] licenses[${licences()}] copyright patentAssertions[patentAssertion=patentAssertion] cpe purl
    omniborId* swhid* swid=swid modified:boolean pedigree=pedigree externalReferences[reference=reference] properties[property=property]
    components[component=component] evidence=evidence releaseNotes=releaseNotes modelCard=modelCard data=componentData* cryptoProperties=crypto tags[tag]`,
  organization: "@bom-ref name address=address url* contact=contact*",
  contact: "@bom-ref name email phone",
  address: "@bom-ref country region locality postOfficeBoxNumber postalCode streetAddress",
  party: "organization=organization individual=contact",
  property: "@name #value",
  hash: "@alg #content",
  attachment: "@content-type>contentType @encoding #content:verbatim",
  reference: "@type url comment hashes[hash=hash] properties[property=property]",
  swid: "@tagId @name @version @tagVersion:number @patch:boolean text=attachment url",
  license: "@bom-ref @acknowledgement id name text=attachment url licensing=licensing properties[property=property]",
  expression: "@bom-ref @acknowledgement #expression",
  detailedExpression: `@bom-ref @acknowledgement @expression details>expressionDetails=expressionDetails* licensing=licensing properties[property=property]`,
  expressionDetails: "@license-identifier>licenseIdentifier @bom-ref text=attachment url",
  licensing: `altIds[altId] licensor=party licensee=party purchaser=party purchaseOrder licenseTypes[licenseType] lastRenewal expiration`,

  pedigree: `ancestors[component=component] descendants[component=component] variants[component=component] commits[commit=commit] patches[patch=patch] notes`,
  commit: "uid url author=action committer=action message",
  action: "timestamp name email",
  patch: "@type diff=diff resolves[issue=issue]",
  diff: "text=attachment url",
  issue: "@type id name description source=source references[url]",
  source: "name url",

  evidence: `identity=identity* occurrences[occurrence=occurrence] callstack=callstack licenses[${licences()}] copyright[text=copyright]`,
  identity: "field confidence:number concludedValue methods[method=method] tools[tool@ref]",
  method: "technique confidence:number value",
  occurrence: "@bom-ref location line:number offset:number symbol additionalContext",
  callstack: "frames[frame=frame]",
  frame: "package module function parameters[parameter] line:number column:number fullFilename",
  copyright: "#text",

  service: `@bom-ref provider=organization group name version description endpoints[endpoint] authenticated:boolean x-trust-boundary:boolean trustZone
    data[classification=classification dataflow=dataflow] licenses[${licences()}] patentAssertions[patentAssertion=patentAssertion]
    externalReferences[reference=reference] properties[property=property] services[service=service] releaseNotes=releaseNotes tags[tag]`,
  classification: "@flow #classification",
  dataflow: "@name @description classification=classification governance=governance source[url] destination[url]",
  governance: "custodians[custodian=custodian] stewards[steward=custodian] owners[owner=custodian]",
  custodian: "organization=organization individual>contact=contact contact=contact",

  dependency: "@ref dependency=dependency* provides=dependency*",
  composition: `@bom-ref aggregate assemblies[assembly@ref] dependencies[dependency@ref] vulnerabilities[vulnerability@ref]`,
  releaseNotes: `type title featuredImage socialImage description timestamp aliases[alias] tags[tag] resolves[issue=issue] notes[note=note]
    properties[property=property]`,
  note: "locale text=attachment",

  vulnerability: `@bom-ref id source=source references[reference=vulnerabilityReference] ratings[rating=rating] cwes[cwe:number] description detail recommendation
    workaround proofOfConcept=proofOfConcept advisories[advisory=advisory] created published updated rejected credits=credits tools=tools analysis=analysis
    affects[target=target] properties[property=property]`,
  vulnerabilityReference: "id source=source",
  rating: "source=source score:number severity method vector justification",
  proofOfConcept: "reproductionSteps environment supportingMaterial[attachment=attachment]",
  advisory: "title url",
  credits: "organizations[organization=organization] individuals[individual=contact]",
  analysis: "state justification responses>response[response] detail firstIssued lastUpdated",
  target: "ref versions[version=affectedVersion]",
  affectedVersion: "version range status",

  annotation: "@bom-ref subjects[subject@ref] annotator=annotator timestamp text",
  annotator: "organization=organization individual=contact component=component service=service",
  citation: "@bom-ref pointers[pointer] expressions[expression] timestamp attributedTo process note",

  modelCard: "@bom-ref modelParameters=modelParameters quantitativeAnalysis=quantitativeAnalysis considerations=considerations properties[property=property]",
  modelParameters: `approach=approach task architectureFamily modelArchitecture datasets[ref=datasetReference dataset=componentData] inputs[input=format]
    outputs[output=format]`,
  approach: "type",
  datasetReference: "#ref",
  format: "format",
  quantitativeAnalysis: "performanceMetrics[performanceMetric=performanceMetric] graphics=graphics",
  performanceMetric: "type value slice confidenceInterval=confidenceInterval",
  confidenceInterval: "lowerBound upperBound",
  graphics: "description collection[graphic=graphic]",
  graphic: "name image=attachment",
  considerations: `users[user] useCases[useCase] technicalLimitations[technicalLimitation] performanceTradeoffs[performanceTradeoff]
    ethicalConsiderations[ethicalConsideration=ethicalConsideration] environmentalConsiderations=environmentalConsiderations
    fairnessAssessments[fairnessAssessment=fairnessAssessment]`,
  ethicalConsideration: "name mitigationStrategy",
  fairnessAssessment: "groupAtRisk benefits harms mitigationStrategy",
  environmentalConsiderations: "energyConsumptions[energyConsumption=energyConsumption] properties[property=property]",
  energyConsumption: `activity energyProviders=energyProvider* activityEnergyCost=measure co2CostEquivalent=measure co2CostOffset=measure
    properties[property=property]`,
  measure: "value:number unit",
  energyProvider: "@bom-ref description organization=organization energySource energyProvided=measure externalReferences[reference=reference]",
  componentData: `@bom-ref type name contents=contents classification sensitiveData* graphics=graphics description governance=governance`,
  contents: "attachment=attachment url properties[property=property]",

  formula: `@bom-ref components[component=component] services[service=service] workflows[workflow=workflow] properties[property=property]`,
  workflow: `${task()} tasks[task=task] taskDependencies[dependency=dependency]`,
  task: task(),
  step: "name description commands[command=command] properties[property=property]",
  command: "executed properties[property=property]",
  trigger: `@bom-ref uid name description resourceReferences[resourceReference=resource] type event=event conditions[condition=condition] timeActivated
    inputs[input=input] outputs[output=output] properties[property=property]`,
  event: "uid description timeReceived data=attachment source=resource target=resource properties[property=property]",
  condition: "description expression properties[property=property]",
  input: `resource=resource parameters[parameter=parameter] environmentVars[environmentVar=property value] data=attachment source=resource target=resource
    properties[property=property]`,
  output: `type resource=resource environmentVars[environmentVar=property value] data=attachment source=resource target=resource properties[property=property]`,
  parameter: "name value dataType",
  resource: "ref externalReference=reference",
  workspace: `@bom-ref uid name aliases[alias] description resourceReferences[resourceReference=resource] accessMode mountPath managedDataType volumeRequest
    volume=volume properties[property=property]`,
  volume: "uid name mode path sizeAllocated persistent:boolean remote:boolean properties[property=property]",

  crypto: `assetType algorithmProperties=algorithm certificateProperties=certificate relatedCryptoMaterialProperties=material protocolProperties=protocol oid`,
  algorithm: `primitive algorithmFamily parameterSetIdentifier curve ellipticCurve executionEnvironment implementationPlatform certificationLevel* mode padding
    cryptoFunctions[cryptoFunction] classicalSecurityLevel:number nistQuantumSecurityLevel:number`,
  certificate: `serialNumber subjectName issuerName notValidBefore notValidAfter signatureAlgorithmRef subjectPublicKeyRef certificateFormat
    certificateExtension certificateFileExtension fingerprint=hash certificateState=certificateState* creationDate activationDate deactivationDate
    revocationDate destructionDate certificateExtensions[certificateExtension=extension] relatedCryptographicAssets[relatedCryptographicAsset=cryptoAsset]`,
  certificateState: "state name description reason",
  extension: "commonExtensionName commonExtensionValue customExtensionName customExtensionValue",
  cryptoAsset: "type ref",
  material: `type id state algorithmRef creationDate activationDate updateDate expirationDate value size:number format securedBy=securedBy fingerprint=hash
    relatedCryptographicAssets[relatedCryptographicAsset=cryptoAsset]`,
  securedBy: "mechanism algorithmRef",
  protocol: `type version cipherSuites[cipherSuite=cipherSuite] ikev2TransformTypes=transforms cryptoRef>cryptoRefArray*
    relatedCryptographicAssets[relatedCryptographicAsset=cryptoAsset]`,
  cipherSuite: `name algorithms[algorithm] identifiers[identifier] tlsGroups[group] tlsSignatureSchemes[signatureScheme]`,
  transforms: "encr=transform* prf=transform* integ=transform* ke=transform* esn:boolean auth=transform*",
  transform: "#ref name keyLength:number group:number algorithm",

  declarations: `assessors[assessor=assessor] attestations[attestation=attestation] claims[claim=claim] evidence[evidence=claimEvidence] targets=targets
    affirmation=affirmation`,
  assessor: "@bom-ref thirdParty:boolean organization=organization",
  attestation: "summary assessor map=map*",
  map: "requirement claims[claim] counterClaims[counterClaim] conformance=conformance confidence=conformance",
  conformance: "score:number rationale mitigationStrategies[mitigationStrategy]",
  claim: `@bom-ref target predicate mitigationStrategies[mitigationStrategy] reasoning evidence* counterEvidence* externalReferences[reference=reference]`,
  claimEvidence: `@bom-ref propertyName description data=claimData* created expires author=contact reviewer=contact`,
  claimData: "name contents=contents classification sensitiveData* governance=governance",
  targets: "organizations[organization=organization] components[component=component] services[service=service]",
  affirmation: "statement signatories[signatory=signatory]",
  signatory: "name role organization=organization externalReference=reference",

  definitions: "standards[standard=standard] patents[patent=patent patentFamily=patentFamily]",
  standard: `@bom-ref name version description owner requirements[requirement=requirement] levels[level=level] externalReferences[reference=reference]`,
  requirement: `@bom-ref identifier title text descriptions[description] openCre* parent properties[property=property] externalReferences[reference=reference]`,
  level: "@bom-ref identifier title description requirements[requirement]",
  patent: `@bom-ref patentNumber applicationNumber jurisdiction priorityApplication=priorityApplication publicationNumber title abstract filingDate grantDate
    patentExpirationDate patentLegalStatus patentAssignee=assignee* externalReferences[reference=reference]`,
  patentFamily: "@bom-ref familyId priorityApplication=priorityApplication members[ref] externalReferences[reference=reference]",
  priorityApplication: "applicationNumber jurisdiction filingDate",
  patentAssertion: "@bom-ref assertionType patentRefs[bom-ref] asserter=asserter notes",
  assignee: "organization=organization individual=contact",
  asserter: "organization=organization individual=contact contact=contact ref",
};

function licences(): string {
  return "license=license expression=expression expression-detailed=detailedExpression";
}

function task(): string {
  return `@bom-ref uid name description resourceReferences[resourceReference=resource] taskTypes[taskType] trigger=trigger steps[step=step] inputs[input=input]
    outputs[output=output] timeStart timeEnd workspaces[workspace=workspace] runtimeTopology[dependency=dependency] properties[property=property]`;
}
