/**
 * SQL for the direct dependencies of `presence p` with the version that its artifact holds of each, as JSON.
 * `isHeld` is the condition on `presence vp` for the moment that is asked about.
 */
export function viaColumn(isHeld: string): string {
  return `coalesce((select json_agg(json_build_object('ecosystem', vk.ecosystem, 'name', vk.name, 'version', (
      select vv.version from package_version vv
      join presence vp on vp.artifact_id = p.artifact_id and vp.package_version_id = vv.id and ${isHeld}
      where vv.package_id = vk.id order by vv.version_key desc nulls last, vv.id limit 1)) order by vk.name)
    from package vk where vk.id = any(p.via)), '[]')`;
}
