-- createReport: count integer, resetSeconds integer
INSERT INTO "RateLimit" AS kept (key, count, "resetAt")
VALUES ($1, $3, now() + make_interval(secs => $2))
ON CONFLICT (key) DO UPDATE
SET count = CASE
WHEN kept."resetAt" <= now() THEN excluded.count
ELSE kept.count + excluded.count END, "resetAt" = CASE
WHEN kept."resetAt" <= now() THEN excluded."resetAt"
ELSE kept."resetAt" END
RETURNING count, greatest(1, ceil(extract(epoch
			FROM "resetAt" - now())))::int AS "resetSeconds";

-- createReport: id text, role text, tokenHash text?, handle text?, displayName text?, email text?, emailVerified boolean, bio text, links text[]?, avatarKey text?, avatarSmallKey text?, defaultVisibility text, defaultLicence text, createdAt timestamp with time zone, updatedAt timestamp with time zone, shownContentLevel text, suspendedUntil timestamp with time zone?, silenced text[], leaving text, leavesAt timestamp with time zone?, leftAt timestamp with time zone?, namedAsWatcher boolean, collectPolicy text
SELECT "public"."User"."id", "public"."User"."role"::text, "public"."User"."tokenHash", "public"."User"."handle", "public"."User"."displayName", "public"."User"."email", "public"."User"."emailVerified", "public"."User"."bio", "public"."User"."links", "public"."User"."avatarKey", "public"."User"."avatarSmallKey", "public"."User"."defaultVisibility"::text, "public"."User"."defaultLicence"::text, "public"."User"."createdAt", "public"."User"."updatedAt", "public"."User"."shownContentLevel"::text, "public"."User"."suspendedUntil", "public"."User"."silenced"::text[], "public"."User"."leaving"::text, "public"."User"."leavesAt", "public"."User"."leftAt", "public"."User"."namedAsWatcher", "public"."User"."collectPolicy"::text
FROM "public"."User"
WHERE 1=0 OFFSET $1;

-- createReport: nothing
insert into "Report" ("id", "subjectId", "reporterId", "reason", "words", "openKey") select $1 as "id", "id" as "subjectId", $2 as "reporterId", $3::"ReportReason" as "reason", $4 as "words", "id" || ' ' || $5 as "openKey"
from "Subject"
where "id" = $6
on conflict ("openKey") do nothing;

-- createReport: personId text, role "Role", label text
select "User"."id" as "personId", "User"."role", left("subject"."label", 200) as "label"
from (select "publishedById" as "personId", "title" as "label"
	from "Artwork"
	where "id" = $1
	union all select "authorId" as "personId", "text" as "label"
	from "Comment"
	where "id" = $2
	union all select "ownerId" as "personId", "title" as "label"
	from "Collection"
	where "id" = $3
	union all select "render"."requestedById" as "personId", coalesce("term"."text", '') as "label"
	from "Render" as "render"
	left join "PromptTerm" as "term" on "term"."recipeHash" = "render"."recipeHash"
	and "term"."index" = $4
	and not "render"."recipeHidden"
	where "render"."id" = $5
	union all select "id" as "personId", '@' || "handle" as "label"
	from "User"
	where "id" = $6
	and "handle" is not null) as "subject"
inner join "User" on "User"."id" = "subject"."personId";

-- createReport: id text
select "id"
from "Artwork"
where "id" = any($1)
and ("Artwork"."publishedById" = $2
	or (("Artwork"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
			or ("Artwork"."visibility" = 'FOLLOWERS'
				and exists (select
					from "Follow"
					where "followerId" = $3
					and "followedId" = "Artwork"."publishedById")))
		and not "Artwork"."hidden"
		and not exists (select
			from "Block"
			where "blockerId" = "Artwork"."publishedById"
			and "blockedId" = $4)));

-- createReport: id text
select "id"
from "Render"
where "id" = any($1)
and ("Render"."requestedById" = $2
	or (("Render"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
			or ("Render"."visibility" = 'FOLLOWERS'
				and exists (select
					from "Follow"
					where "followerId" = $3
					and "followedId" = "Render"."requestedById")))
		and not "Render"."hidden"
		and not exists (select
			from "Block"
			where "blockerId" = "Render"."requestedById"
			and "blockedId" = $4)));

-- createReport: id text, subjectId text, threadId text?, authorId text, text text, step integer?, x double precision?, y double precision?, createdAt timestamp with time zone, editedAt timestamp with time zone?, deletedAt timestamp with time zone?, hidden boolean
select "id", "subjectId", "threadId", "authorId", "text", "step", "x", "y", "createdAt", "editedAt", "deletedAt", "hidden"
from "Comment" as "comment"
where "id" = any($1)
and ((not exists (select
			from "Block"
			where "blockerId" = $2
			and "blockedId" = "comment"."authorId")
		and not exists (select
			from "Block"
			where "blockerId" = "comment"."authorId"
			and "blockedId" = $3))
	and (not "comment"."hidden"
		or "comment"."authorId" = $4));

-- listReported: subjectId text, createdAt timestamp with time zone, count integer
select "subjectId", min("createdAt") as "createdAt", cast(count(*) as integer) as "count"
from "Report"
where "actionId" is null
group by "subjectId"
having (min("createdAt"), "subjectId") > ($1, $2)
order by min("createdAt"), "subjectId"
limit $3;

-- listReported: subjectId text, createdAt timestamp with time zone, count integer
select "subjectId", min("createdAt") as "createdAt", cast(count(*) as integer) as "count"
from "Report"
where "actionId" is null
group by "subjectId"
having true
order by min("createdAt"), "subjectId"
limit $1;

-- countOpenReports: count bigint
select count(*) as "count"
from "Report"
where "actionId" is null;

-- openReportsOf: id text, subjectId text, reporterId text, reason "ReportReason", words text, createdAt timestamp with time zone
select "report".*
from unnest($1::text[]) as asked (id)
inner join lateral (select "id", "subjectId", "reporterId", "reason", "words", "createdAt"
	from "Report"
	where "subjectId" = "asked"."id"
	and "actionId" is null
	order by "createdAt", "id"
	limit $2) as "report" on true
order by "report"."createdAt", "report"."id";

-- moderate: id text, kind "ModerationKind", subjectId text, label text, moderatorId text, personId text?, reason text, level "ContentLevel"?, until timestamp with time zone?, createdAt timestamp with time zone, undone boolean
insert into "ModerationAction" ("id", "kind", "subjectId", "label", "moderatorId", "personId", "reason", "level", "until", "undoesId", "idempotencyKey")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
returning "id", "kind", "subjectId", "label", "moderatorId", "personId", "reason", "level", "until", "createdAt", exists (select
	from "ModerationAction" as "undoing"
	where "undoing"."undoesId" = "ModerationAction"."id") as "undone";

-- moderate: nothing
insert into "Notification" ("id", "kind", "actorId", "recipientId", "subjectId", "aboutId") select $1 as "id", $2::"NotificationKind" as "kind", $3 as "actorId", "recipient"."id" as "recipientId", "subject"."id" as "subjectId", "about"."id" as "aboutId"
from "User" as "recipient", "Subject" as "subject", "Subject" as "about"
where "recipient"."id" = $4
and "subject"."id" = $5
and "about"."id" = $6
and "recipient"."leftAt" is null
and "recipient"."id" is distinct from $7
and (true
	or "recipient"."role" <> $8)
and not $9::"NotificationKind" = any("recipient"."silenced")
and not exists (select
	from "Block"
	where "blockerId" = $10
	and "blockedId" = $11)
and not exists (select
	from "Block"
	where "blockerId" = $12
	and "blockedId" = $13)
and not exists (select
	from "Mute"
	where "muterId" = $14
	and "mutedId" = $15)
on conflict do nothing;

-- moderate: id text, kind "ModerationKind", subjectId text, label text, moderatorId text, personId text?, reason text, level "ContentLevel"?, until timestamp with time zone?, createdAt timestamp with time zone, undone boolean
select "id", "kind", "subjectId", "label", "moderatorId", "personId", "reason", "level", "until", "createdAt", exists (select
	from "ModerationAction" as "undoing"
	where "undoing"."undoesId" = "action"."id") as "undone"
from "ModerationAction" as "action"
where "action"."moderatorId" = $1
and "action"."idempotencyKey" = $2;

-- moderate: role "Role"
select "role"
from "User"
where "id" = $1
and ("User"."role" in ($2, $3)
	and ("User"."suspendedUntil" is null
		or "User"."suspendedUntil" <= now()))
for share;

-- moderate: nothing
select
from "Subject"
where "id" = $1
for update;

-- moderate: id text
update "Artwork"
set "hidden" = $1
where ("id" = $2
	or "renderId" = $3)
and "hidden" <> $4
returning "id";

-- moderate: id text
update "Artwork"
set "leastContentLevel" = $1
where "id" = $2
and "leastContentLevel" <> $3
returning "id";

-- moderate: id text
update "Collection"
set "hidden" = $1
where "id" = $2
and "hidden" <> $3
returning "id";

-- moderate: id text
update "Comment"
set "hidden" = $1
where "id" = $2
and "hidden" <> $3
returning "id";

-- moderate: id text
update "Render"
set "hidden" = $1
where "id" = $2
and "hidden" <> $3
returning "id";

-- moderate: nothing
update "Report"
set "actionId" = $1, "openKey" = $2
where "subjectId" = $3
and "actionId" is null;

-- moderate: id text
update "User"
set "suspendedUntil" = $1
where "id" = $2
and "suspendedUntil" is distinct from $3
returning "id";

-- createAppeal: id text, actionId text, appellantId text, words text, createdAt timestamp with time zone, granted boolean?, answer text, decidedById text?, decidedAt timestamp with time zone?
insert into "Appeal" ("id", "actionId", "appellantId", "words")
values ($1, $2, $3, $4)
on conflict ("actionId") do nothing
returning "id", "actionId", "appellantId", "words", "createdAt", "granted", "answer", "decidedById", "decidedAt";

-- createAppeal: id text, kind "ModerationKind", subjectId text, label text, moderatorId text, personId text?, reason text, level "ContentLevel"?, until timestamp with time zone?, createdAt timestamp with time zone, undone boolean
select "id", "kind", "subjectId", "label", "moderatorId", "personId", "reason", "level", "until", "createdAt", exists (select
	from "ModerationAction" as "undoing"
	where "undoing"."undoesId" = "action"."id") as "undone"
from "ModerationAction" as "action"
where "action"."id" = $1;

-- openAppeals: id text, actionId text, appellantId text, words text, createdAt timestamp with time zone, granted boolean?, answer text, decidedById text?, decidedAt timestamp with time zone?
select "id", "actionId", "appellantId", "words", "createdAt", "granted", "answer", "decidedById", "decidedAt"
from "Appeal"
where "granted" is null
order by "createdAt", "id"
limit $1;

-- appealsAgainst: id text, actionId text, appellantId text, words text, createdAt timestamp with time zone, granted boolean?, answer text, decidedById text?, decidedAt timestamp with time zone?
select "id", "actionId", "appellantId", "words", "createdAt", "granted", "answer", "decidedById", "decidedAt"
from "Appeal"
where "actionId" = any($1);

-- decideAppeal: id text
select "id"
from "User"
where "id" not in ($1, $2)
and ("User"."role" in ($3, $4)
	and ("User"."suspendedUntil" is null
		or "User"."suspendedUntil" <= now()))
limit $5;

-- decideAppeal: id text, actionId text, appellantId text, words text, createdAt timestamp with time zone, granted boolean?, answer text, decidedById text?, decidedAt timestamp with time zone?
select "id", "actionId", "appellantId", "words", "createdAt", "granted", "answer", "decidedById", "decidedAt"
from "Appeal"
where "id" = $1
for update;

-- decideAppeal: id text, actionId text, appellantId text, words text, createdAt timestamp with time zone, granted boolean?, answer text, decidedById text?, decidedAt timestamp with time zone?
update "Appeal"
set "granted" = $1, "answer" = $2, "decidedById" = $3, "decidedAt" = now()
where "id" = $4
returning "id", "actionId", "appellantId", "words", "createdAt", "granted", "answer", "decidedById", "decidedAt";

-- listActions: id text, kind "ModerationKind", subjectId text, label text, moderatorId text, personId text?, reason text, level "ContentLevel"?, until timestamp with time zone?, createdAt timestamp with time zone, undone boolean
select "id", "kind", "subjectId", "label", "moderatorId", "personId", "reason", "level", "until", "createdAt", exists (select
	from "ModerationAction" as "undoing"
	where "undoing"."undoesId" = "action"."id") as "undone"
from "ModerationAction" as "action"
where ("action"."createdAt", "action"."id") < ($1, $2)
order by "action"."createdAt" desc, "action"."id" desc
limit $3;

-- listActions: id text, kind "ModerationKind", subjectId text, label text, moderatorId text, personId text?, reason text, level "ContentLevel"?, until timestamp with time zone?, createdAt timestamp with time zone, undone boolean
select "id", "kind", "subjectId", "label", "moderatorId", "personId", "reason", "level", "until", "createdAt", exists (select
	from "ModerationAction" as "undoing"
	where "undoing"."undoesId" = "action"."id") as "undone"
from "ModerationAction" as "action"
where true
order by "action"."createdAt" desc, "action"."id" desc
limit $1;

-- actionsOn: id text, kind "ModerationKind", subjectId text, label text, moderatorId text, personId text?, reason text, level "ContentLevel"?, until timestamp with time zone?, createdAt timestamp with time zone, undone boolean
select "action"."id", "action"."kind", "action"."subjectId", "action"."label", "action"."moderatorId", "action"."personId", "action"."reason", "action"."level", "action"."until", "action"."createdAt", exists (select
	from "ModerationAction" as "undoing"
	where "undoing"."undoesId" = "action"."id") as "undone"
from unnest($1::text[]) as asked (id)
inner join lateral (select *
	from "ModerationAction"
	where "subjectId" = "asked"."id"
	order by "createdAt" desc, "id" desc
	limit $2) as "action" on true
order by "action"."createdAt" desc, "action"."id" desc;

-- actionsAbout: id text, kind "ModerationKind", subjectId text, label text, moderatorId text, personId text?, reason text, level "ContentLevel"?, until timestamp with time zone?, createdAt timestamp with time zone, undone boolean
select "action"."id", "action"."kind", "action"."subjectId", "action"."label", "action"."moderatorId", "action"."personId", "action"."reason", "action"."level", "action"."until", "action"."createdAt", exists (select
	from "ModerationAction" as "undoing"
	where "undoing"."undoesId" = "action"."id") as "undone"
from unnest($1::text[]) as asked (id)
inner join lateral (select *
	from "ModerationAction"
	where "personId" = "asked"."id"
	and "kind" <> $2
	order by "createdAt" desc, "id" desc
	limit $3) as "action" on true
order by "action"."createdAt" desc, "action"."id" desc;

-- getActions: id text, kind "ModerationKind", subjectId text, label text, moderatorId text, personId text?, reason text, level "ContentLevel"?, until timestamp with time zone?, createdAt timestamp with time zone, undone boolean
select "id", "kind", "subjectId", "label", "moderatorId", "personId", "reason", "level", "until", "createdAt", exists (select
	from "ModerationAction" as "undoing"
	where "undoing"."undoesId" = "action"."id") as "undone"
from "ModerationAction" as "action"
where "action"."id" = any($1);

-- strikesOf: personId text?, count integer
select "action"."personId", cast(count(distinct "action"."subjectId") as integer) as "count"
from "ModerationAction" as "action"
where "action"."personId" = any($1)
and "action"."kind" in ($2, $3)
and "action"."createdAt" > now() - make_interval(days => $4)
and not exists (select
	from "ModerationAction" as "undoing"
	where "undoing"."undoesId" = "action"."id")
and (("action"."kind" <> $5
		or not exists (select
			from "ModerationAction" as "later"
			where "later"."undoesId" is null
			and "later"."createdAt" >= "action"."createdAt"
			and "later"."subjectId" = "action"."subjectId"
			and "later"."kind" = $6))
	and ("action"."kind" <> $7
		or not exists (select
			from "ModerationAction" as "later"
			where "later"."undoesId" is null
			and "later"."createdAt" >= "action"."createdAt"
			and "later"."personId" = "action"."personId"
			and "later"."kind" = $8)))
group by "action"."personId";
