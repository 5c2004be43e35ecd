/**
 * SQL for the direct dependencies of `presence p` by name as JSON; the first comes with the version that its artifact holds.
 * One version costs more than all names together, and one is what a row has room for.
 */
export function viaColumn(): string {
  return `coalesce(case when cardinality(p.via) > 0 then (
    select json_agg(json_build_object('ecosystem', vk.ecosystem, 'name', vk.name, 'version', case when vk.id = p.via[1] then ${viaVersion(null)} end)
                    order by vk.id <> p.via[1], vk.name, vk.ecosystem)
    from package vk where vk.id = any(p.via)) end, '[]')`;
}

/**
 * SQL for the version of the first direct dependency of `presence p` that its artifact holds. `asOf` is the placeholder of the
 * moment that is asked about, null for now. All versions of that package are tried in one scan of the artifact's own presences,
 * which lie together; "to_at" instead of "to_seq" keeps that scan from the index by package version.
 */
export function viaVersion(asOf: string | null): string {
  const isHeld = asOf === null ? "vp.to_at is null" : `vp.from_at <= ${asOf} and (vp.to_at is null or vp.to_at > ${asOf})`;
  return `(select vv.version from presence vp join package_version vv on vv.id = vp.package_version_id
      where vp.artifact_id = p.artifact_id and ${isHeld}
        and vp.package_version_id = any(array(select id from package_version where package_id = p.via[1]))
      order by vv.version_key desc nulls last, vv.id limit 1)`;
}
