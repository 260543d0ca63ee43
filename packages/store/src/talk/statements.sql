-- createComment: count integer, resetSeconds integer
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

-- createComment: id text, policy "CommentPolicy", mine boolean, follows boolean, blocked boolean
SELECT id, policy, owner = $2
OR curates AS mine, EXISTS (SELECT
	FROM "Follow"
	WHERE "followerId" = $2
	AND "followedId" = owner) AS follows, EXISTS (SELECT
	FROM "Block"
	WHERE "blockerId" = owner
	AND "blockedId" = $2
	OR "blockerId" = $2
	AND "blockedId" = owner) AS blocked
FROM ( SELECT id, "commentPolicy" AS policy, "publishedById" AS owner, false AS curates
	FROM "Artwork"
	WHERE id = ANY($1)
	UNION ALL SELECT id, "commentPolicy", "ownerId", EXISTS ( SELECT
		FROM "CollectionCurator" AS curator
		WHERE curator."collectionId" = collection.id
		AND curator."userId" = $2
		AND role IN ('EDITOR', 'CONTRIBUTOR'))
	FROM "Collection" AS collection
	WHERE id = ANY($1) ) AS subject;

-- createComment: id text, subjectId text, threadId text?, authorId text, text text, step integer?, x double precision?, y double precision?, createdAt timestamp with time zone, editedAt timestamp with time zone?, deletedAt timestamp with time zone?, hidden boolean
insert into "Comment" ("id", "subjectId", "threadId", "authorId", "text", "step", "x", "y", "idempotencyKey")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict ("authorId", "idempotencyKey") do nothing
returning "id", "subjectId", "threadId", "authorId", "text", "step", "x", "y", "createdAt", "editedAt", "deletedAt", "hidden";

-- createComment: nothing
insert into "Notification" ("id", "kind", "actorId", "recipientId", "subjectId", "aboutId") select $1 as "id", $2::"NotificationKind" as "kind", $3 as "actorId", "recipient"."id" as "recipientId", "subject"."id" as "subjectId", "about"."id" as "aboutId"
from "User" as "recipient", "Subject" as "subject", "Subject" as "about"
where "recipient"."id" = $4
and "subject"."id" = $5
and "about"."id" = $6
and "recipient"."leftAt" is null
and "recipient"."id" is distinct from $7
and (false
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

-- createComment: personId text, role "Role", label text
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

-- createComment: authorId text
select "authorId"
from "Comment"
where "id" = $1;

-- createComment: steps integer
select "steps"
from "Artwork" as "artwork"
inner join "Recipe" on "hash" = "recipeHash"
where "artwork"."id" = $1
and ("artwork"."publishedById" = $2
	or (("artwork"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
			or ("artwork"."visibility" = 'FOLLOWERS'
				and exists (select
					from "Follow"
					where "followerId" = $3
					and "followedId" = "artwork"."publishedById")))
		and not "artwork"."hidden"
		and not exists (select
			from "Block"
			where "blockerId" = "artwork"."publishedById"
			and "blockedId" = $4)))
for share of "artwork";

-- createComment: id text, barred boolean, barring boolean, replies integer
select "thread"."id", exists (select
	from "Block"
	where "blockedId" = $1
	and "blockerId" in ("answered"."authorId", "thread"."authorId")) as "barred", exists (select
	from "Block"
	where "blockerId" = $2
	and "blockedId" in ("answered"."authorId", "thread"."authorId")) as "barring", (select cast(count(*) as integer) as "count"
	from "Comment"
	where "threadId" = "thread"."id") as "replies"
from "Comment" as "answered"
inner join "Comment" as "thread" on "thread"."id" = coalesce("answered"."threadId", "answered"."id")
where "answered"."id" = $3
and "answered"."subjectId" = $4
and "answered"."deletedAt" is null
and (not "answered"."hidden"
	and not "thread"."hidden")
for update of "thread";

-- editComment: id text, subjectId text, threadId text?, authorId text, text text, step integer?, x double precision?, y double precision?, createdAt timestamp with time zone, editedAt timestamp with time zone?, deletedAt timestamp with time zone?, hidden boolean
update "Comment"
set "text" = $1, "editedAt" = case
when "text" = $2 then "editedAt"
else now() end
where "id" = $3
and "authorId" = $4
and "deletedAt" is null
and not "hidden"
returning "id", "subjectId", "threadId", "authorId", "text", "step", "x", "y", "createdAt", "editedAt", "deletedAt", "hidden";

-- setReaction: id text, role text, tokenHash text?, handle text?, displayName text?, email text?, emailVerified boolean, bio text, links text[]?, avatarKey text?, avatarSmallKey text?, defaultVisibility text, defaultLicence text, createdAt timestamp with time zone, updatedAt timestamp with time zone, shownContentLevel text, suspendedUntil timestamp with time zone?, silenced text[], leaving text, leavesAt timestamp with time zone?, leftAt timestamp with time zone?, namedAsWatcher boolean, collectPolicy text
SELECT "public"."User"."id", "public"."User"."role"::text, "public"."User"."tokenHash", "public"."User"."handle", "public"."User"."displayName", "public"."User"."email", "public"."User"."emailVerified", "public"."User"."bio", "public"."User"."links", "public"."User"."avatarKey", "public"."User"."avatarSmallKey", "public"."User"."defaultVisibility"::text, "public"."User"."defaultLicence"::text, "public"."User"."createdAt", "public"."User"."updatedAt", "public"."User"."shownContentLevel"::text, "public"."User"."suspendedUntil", "public"."User"."silenced"::text[], "public"."User"."leaving"::text, "public"."User"."leavesAt", "public"."User"."leftAt", "public"."User"."namedAsWatcher", "public"."User"."collectPolicy"::text
FROM "public"."User"
WHERE 1=0 OFFSET $1;

-- setReaction: nothing
delete
from "Reaction"
where "subjectId" = $1
and "userId" = $2
and "kind" = $3;

-- setReaction: kind "ReactionKind"
insert into "Reaction" ("subjectId", "userId", "kind") select "id", $1 as "userId", $2::"ReactionKind" as "kind"
from "Subject"
where "id" = $3
on conflict do nothing
returning "kind";

-- setReaction: id text
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

-- setReaction: id text
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

-- setReaction: id text, subjectId text, threadId text?, authorId text, text text, step integer?, x double precision?, y double precision?, createdAt timestamp with time zone, editedAt timestamp with time zone?, deletedAt timestamp with time zone?, hidden boolean
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

-- reactionsTo: subjectId text, kind "ReactionKind", count integer, mine boolean
select "subjectId", "kind", cast(count(*) as integer) as "count", bool_or("userId" = $1) as "mine"
from "Reaction"
where "subjectId" = any($2)
group by "subjectId", "kind";

-- listThreads: id text, subjectId text, threadId text?, authorId text, text text, step integer?, x double precision?, y double precision?, createdAt timestamp with time zone, editedAt timestamp with time zone?, deletedAt timestamp with time zone?, hidden boolean
select "id", "subjectId", "threadId", "authorId", "text", "step", "x", "y", "createdAt", "editedAt", "deletedAt", "hidden"
from "Comment" as "comment"
where "subjectId" = $1
and "threadId" is null
and ((not exists (select
			from "Block"
			where "blockerId" = $2
			and "blockedId" = "comment"."authorId")
		and not exists (select
			from "Block"
			where "blockerId" = "comment"."authorId"
			and "blockedId" = $3))
	and (((not exists (select
					from "Block"
					where "blockerId" = $4
					and "blockedId" = "comment"."authorId")
				and not exists (select
					from "Block"
					where "blockerId" = "comment"."authorId"
					and "blockedId" = $5))
			and (not "comment"."hidden"
				or "comment"."authorId" = $6))
		or exists (select
			from "Comment" as "reply"
			where "reply"."threadId" = "comment"."id"
			and not "reply"."hidden")))
and ("createdAt", "id") < ($7, $8)
order by "createdAt" desc, "id" desc
limit $9;

-- listThreads: id text, subjectId text, threadId text?, authorId text, text text, step integer?, x double precision?, y double precision?, createdAt timestamp with time zone, editedAt timestamp with time zone?, deletedAt timestamp with time zone?, hidden boolean
select "id", "subjectId", "threadId", "authorId", "text", "step", "x", "y", "createdAt", "editedAt", "deletedAt", "hidden"
from "Comment" as "comment"
where "subjectId" = $1
and "threadId" is null
and ((not exists (select
			from "Block"
			where "blockerId" = $2
			and "blockedId" = "comment"."authorId")
		and not exists (select
			from "Block"
			where "blockerId" = "comment"."authorId"
			and "blockedId" = $3))
	and (((not exists (select
					from "Block"
					where "blockerId" = $4
					and "blockedId" = "comment"."authorId")
				and not exists (select
					from "Block"
					where "blockerId" = "comment"."authorId"
					and "blockedId" = $5))
			and (not "comment"."hidden"
				or "comment"."authorId" = $6))
		or exists (select
			from "Comment" as "reply"
			where "reply"."threadId" = "comment"."id"
			and not "reply"."hidden")))
and true
order by "createdAt" desc, "id" desc
limit $7;

-- listThreads: id text, subjectId text, threadId text?, authorId text, text text, step integer?, x double precision?, y double precision?, createdAt timestamp with time zone, editedAt timestamp with time zone?, deletedAt timestamp with time zone?, hidden boolean
select "id", "subjectId", "threadId", "authorId", "text", "step", "x", "y", "createdAt", "editedAt", "deletedAt", "hidden"
from "Comment" as "comment"
where "subjectId" = $1
and "threadId" is null
and (true
	and ((true
			and (not "comment"."hidden"
				or "comment"."authorId" = $2))
		or exists (select
			from "Comment" as "reply"
			where "reply"."threadId" = "comment"."id"
			and not "reply"."hidden")))
and ("createdAt", "id") < ($3, $4)
order by "createdAt" desc, "id" desc
limit $5;

-- listThreads: id text, subjectId text, threadId text?, authorId text, text text, step integer?, x double precision?, y double precision?, createdAt timestamp with time zone, editedAt timestamp with time zone?, deletedAt timestamp with time zone?, hidden boolean
select "id", "subjectId", "threadId", "authorId", "text", "step", "x", "y", "createdAt", "editedAt", "deletedAt", "hidden"
from "Comment" as "comment"
where "subjectId" = $1
and "threadId" is null
and (true
	and ((true
			and (not "comment"."hidden"
				or "comment"."authorId" = $2))
		or exists (select
			from "Comment" as "reply"
			where "reply"."threadId" = "comment"."id"
			and not "reply"."hidden")))
and true
order by "createdAt" desc, "id" desc
limit $3;

-- listThreads: id text, subjectId text, threadId text?, authorId text, text text, step integer?, x double precision?, y double precision?, createdAt timestamp with time zone, editedAt timestamp with time zone?, deletedAt timestamp with time zone?, hidden boolean
select "id", "subjectId", "threadId", "authorId", "text", "step", "x", "y", "createdAt", "editedAt", "deletedAt", "hidden"
from "Comment" as "comment"
where "subjectId" = $1
and "threadId" is null
and (true
	and (true
		or exists (select
			from "Comment" as "reply"
			where "reply"."threadId" = "comment"."id"
			and not "reply"."hidden")))
and ("createdAt", "id") < ($2, $3)
order by "createdAt" desc, "id" desc
limit $4;

-- listThreads: id text, subjectId text, threadId text?, authorId text, text text, step integer?, x double precision?, y double precision?, createdAt timestamp with time zone, editedAt timestamp with time zone?, deletedAt timestamp with time zone?, hidden boolean
select "id", "subjectId", "threadId", "authorId", "text", "step", "x", "y", "createdAt", "editedAt", "deletedAt", "hidden"
from "Comment" as "comment"
where "subjectId" = $1
and "threadId" is null
and (true
	and (true
		or exists (select
			from "Comment" as "reply"
			where "reply"."threadId" = "comment"."id"
			and not "reply"."hidden")))
and true
order by "createdAt" desc, "id" desc
limit $2;

-- repliesIn: id text, subjectId text, threadId text?, authorId text, text text, step integer?, x double precision?, y double precision?, createdAt timestamp with time zone, editedAt timestamp with time zone?, deletedAt timestamp with time zone?, hidden boolean
select "id", "subjectId", "threadId", "authorId", "text", "step", "x", "y", "createdAt", "editedAt", "deletedAt", "hidden"
from "Comment" as "comment"
where "threadId" = any($1)
and ((not exists (select
			from "Block"
			where "blockerId" = $2
			and "blockedId" = "comment"."authorId")
		and not exists (select
			from "Block"
			where "blockerId" = "comment"."authorId"
			and "blockedId" = $3))
	and (not "comment"."hidden"
		or "comment"."authorId" = $4))
order by "createdAt", "id";

-- summariseComments: subjectId text, count integer, steps integer[]
select "subjectId", cast(count(*) as integer) as "count", coalesce((array_agg(distinct "step"
			order by "step") filter(where ("step" is not null
				and not "hidden")))[1:200], '{}') as "steps"
from "Comment" as "comment"
where "subjectId" = any($1)
and "deletedAt" is null
and ((not exists (select
			from "Block"
			where "blockerId" = $2
			and "blockedId" = "comment"."authorId")
		and not exists (select
			from "Block"
			where "blockerId" = "comment"."authorId"
			and "blockedId" = $3))
	and (not "comment"."hidden"
		or "comment"."authorId" = $4))
group by "subjectId";

-- threadOf: id text, subjectId text, threadId text?, authorId text, text text, step integer?, x double precision?, y double precision?, createdAt timestamp with time zone, editedAt timestamp with time zone?, deletedAt timestamp with time zone?, hidden boolean
select "id", "subjectId", "threadId", "authorId", "text", "step", "x", "y", "createdAt", "editedAt", "deletedAt", "hidden"
from "Comment" as "comment"
where "id" = (select coalesce("threadId", "id") as "id"
	from "Comment" as "comment"
	where "id" = $1
	and "subjectId" = $2
	and ((not exists (select
				from "Block"
				where "blockerId" = $3
				and "blockedId" = "comment"."authorId")
			and not exists (select
				from "Block"
				where "blockerId" = "comment"."authorId"
				and "blockedId" = $4))
		and (not "comment"."hidden"
			or "comment"."authorId" = $5)))
and ((not exists (select
			from "Block"
			where "blockerId" = $6
			and "blockedId" = "comment"."authorId")
		and not exists (select
			from "Block"
			where "blockerId" = "comment"."authorId"
			and "blockedId" = $7))
	and (((not exists (select
					from "Block"
					where "blockerId" = $8
					and "blockedId" = "comment"."authorId")
				and not exists (select
					from "Block"
					where "blockerId" = "comment"."authorId"
					and "blockedId" = $9))
			and (not "comment"."hidden"
				or "comment"."authorId" = $10))
		or exists (select
			from "Comment" as "reply"
			where "reply"."threadId" = "comment"."id"
			and not "reply"."hidden")));

-- deleteComment: nothing
delete
from "Comment" as "gone"
where "gone"."id" = $1
and not exists (select
	from "Comment" as "reply"
	where "reply"."threadId" = "gone"."id");

-- deleteComment: threadId text?
select "threadId"
from "Comment"
where "id" = $1
and "authorId" = $2;

-- deleteComment: nothing
select
from "Comment"
where "id" = $1
for update;

-- deleteComment: nothing
update "Comment"
set "text" = $1, "deletedAt" = coalesce("deletedAt", now()), "step" = $2, "x" = $3, "y" = $4
where "id" = $5;
