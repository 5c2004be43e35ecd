/** For so many of the direct dependencies of a row the version is looked up as well; it costs more than all names together. */
const versionsOfViaMax = 3;

/**
 * SQL for the direct dependencies of `presence p` by name, the first few with the version that its artifact holds, as JSON.
 * `isHeld` is the condition on `presence vp` for the moment that is asked about.
 */
export function viaColumn(isHeld: string): string {
  return `coalesce((select json_agg(json_build_object('ecosystem', vk.ecosystem, 'name', vk.name, 'version',
      case when vk.place <= ${versionsOfViaMax} then (
        select vv.version from package_version vv where vv.id = any(array(
          select vp.package_version_id from presence vp
          where vp.artifact_id = p.artifact_id and vp.package_version_id = any(array(select id from package_version where package_id = vk.id)) and ${isHeld}))
        order by vv.version_key desc nulls last, vv.id limit 1) end) order by vk.place)
    from (select id, ecosystem, name, row_number() over (order by name, ecosystem) as place from package where id = any(p.via)) vk), '[]')`;
}
