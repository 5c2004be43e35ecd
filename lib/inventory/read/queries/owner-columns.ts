/** SQL for the structured contacts of `team t` as JSON, null when it has none. */
export const contactsColumn = `nullif(jsonb_strip_nulls(jsonb_build_object('email', t.email, 'chat', t.chat, 'onCall', t.on_call, 'runbook', t.runbook)), '{}')`;

/** The columns of an owner, of `team t`, as `toTeamRef` takes them. */
export const ownerColumns = `t.slug as "teamSlug", t.name as "teamName", t.contact as "teamContact", ${contactsColumn} as "teamContacts"`;
