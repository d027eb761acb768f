/**
 * Expressions over the journal that indexes are made of (migration 0008); a query finds the index only where it says the
 * very same. A change here needs a migration that makes the index anew.
 */

/** User name of who did it; of refusals, the name that was typed. */
export const NAME = `coalesce(body #>> '{actor,name}', body ->> 'name')`;

/**
 * What the index of names holds: everything but the reports of crews. They are most of the journal and come in by the
 * thousand a second; their names are made of the TPS, which has an index already. No text within a body can look like the
 * role: quotes within it are escaped.
 */
export const IS_NAMED = `(kind <> 'tps.reported.v1' OR strpos(body::text, '"role":"field"') = 0)`;

/** Region or TPS that an entry tells of where its subject is none. */
export const BODY_PLACE = `coalesce(nullif(body ->> 'place', ''), body ->> 'region', body #>> '{incident,place}',
  body #>> '{user,scope}', '') COLLATE "C"`;

export const IS_PLACE_IN_BODY = `(kind <> 'tps.reported.v1' AND subject !~ '^[0-9]+$')`;
