/**
 * SQL for the direct dependencies of `presence p` with the version that its artifact holds of each, as JSON.
 * `isHeld` is the condition on `presence vp` for the moment that is asked about. All versions of a dependency are tried
 * in one descent of the artifact's own presences.
 */
export function viaColumn(isHeld: string): string {
  return `coalesce((select json_agg(json_build_object('ecosystem', vk.ecosystem, 'name', vk.name, 'version', (
      select vv.version from package_version vv where vv.id = any(array(
        select vp.package_version_id from presence vp
        where vp.artifact_id = p.artifact_id and vp.package_version_id = any(array(select id from package_version where package_id = vk.id)) and ${isHeld}))
      order by vv.version_key desc nulls last, vv.id limit 1)) order by vk.name)
    from package vk where vk.id = any(p.via)), '[]')`;
}
