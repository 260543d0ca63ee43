-- createAccessToken: nothing
delete
from "AccessToken"
where "userId" = $1
and "expiresAt" <= now();

-- createAccessToken: id text, name text, expiresAt timestamp with time zone, lastUsedAt timestamp with time zone?, createdAt timestamp with time zone, scopes text[]
insert into "AccessToken" ("id", "userId", "name", "tokenHash", "scopes", "expiresAt")
values ($1, $2, $3, $4, $5, now() + make_interval(days => $6))
returning "id", "name", "expiresAt", "lastUsedAt", "createdAt", "AccessToken"."scopes"::text[] as "scopes";

-- createAccessToken: id text
select "id"
from "AccessToken"
where "userId" = $1;

-- createAccessToken: id text
select "id"
from "User"
where "id" = $1
and "role" <> $2
for update;

-- listAccessTokens: id text, name text, expiresAt timestamp with time zone, lastUsedAt timestamp with time zone?, createdAt timestamp with time zone, scopes text[]
select "id", "name", "expiresAt", "lastUsedAt", "createdAt", "AccessToken"."scopes"::text[] as "scopes"
from "AccessToken"
where "userId" = $1
and "expiresAt" > now()
order by "createdAt" desc, "id" desc;

-- findUserByAccessToken: id text, role text, tokenHash text?, handle text?, displayName text?, email text?, emailVerified boolean, bio text, links text[]?, avatarKey text?, avatarSmallKey text?, defaultVisibility text, defaultLicence text, createdAt timestamp with time zone, updatedAt timestamp with time zone, shownContentLevel text, suspendedUntil timestamp with time zone?, silenced text[], leaving text, leavesAt timestamp with time zone?, leftAt timestamp with time zone?, namedAsWatcher boolean, collectPolicy text
SELECT "public"."User"."id", "public"."User"."role"::text, "public"."User"."tokenHash", "public"."User"."handle", "public"."User"."displayName", "public"."User"."email", "public"."User"."emailVerified", "public"."User"."bio", "public"."User"."links", "public"."User"."avatarKey", "public"."User"."avatarSmallKey", "public"."User"."defaultVisibility"::text, "public"."User"."defaultLicence"::text, "public"."User"."createdAt", "public"."User"."updatedAt", "public"."User"."shownContentLevel"::text, "public"."User"."suspendedUntil", "public"."User"."silenced"::text[], "public"."User"."leaving"::text, "public"."User"."leavesAt", "public"."User"."leftAt", "public"."User"."namedAsWatcher", "public"."User"."collectPolicy"::text
FROM "public"."User"
WHERE "public"."User"."id" IN ($1) OFFSET $2;

-- findUserByAccessToken: userId text, scopes text[]
with "found" as (select "id", "userId", "lastUsedAt", "AccessToken"."scopes"::text[] as "scopes"
	from "AccessToken"
	where "tokenHash" = $1
	and "expiresAt" > now()), "used" as (update "AccessToken"
	set "lastUsedAt" = date_trunc('minute', now())
	from "found"
	where "AccessToken"."id" = "found"."id"
	and "found"."lastUsedAt" is distinct from date_trunc('minute', now())) select "userId", "scopes"
from "found";

-- revokeAccessToken: id text
delete
from "AccessToken"
where "id" = $1
and "userId" = $2
returning "id";

-- changeEmail: nothing
update "User"
set "email" = $1, "emailVerified" = $2
where "id" = $3
and "role" <> $4;

-- changeHandle: nothing
delete
from "FormerHandle"
where "handle" = $1;

-- changeHandle: nothing
insert into "FormerHandle" ("handle", "userId") select "handle", "id"
from "User"
where "id" = $1
and "handle" <> $2;

-- changeHandle: handle text
select "handle"
from "User"
where "handle" = $1
and "id" <> $2
union all select "handle"
from "FormerHandle"
where "handle" = $3
and "userId" <> $4;

-- changeHandle: nothing
update "User"
set "handle" = $1
where "id" = $2
and "role" <> $3;

-- readOwnPicture: key text
select "key"
from "Upload"
where "key" = any($1)
and "userId" = $2
union all select "RenderFile"."key"
from "RenderFile"
inner join "Render" on "Render"."id" = "RenderFile"."renderId"
where "RenderFile"."key" = any($3)
and "Render"."requestedById" = $4
limit $5;

-- setAvatar: avatarKey text?, avatarSmallKey text?
select "avatarKey", "avatarSmallKey"
from "User"
where "id" = $1
for update;

-- setAvatar: nothing
update "User"
set "avatarKey" = $1, "avatarSmallKey" = $2
where "id" = $3
and "role" <> $4;

-- bind: nothing
delete
from "Follow"
where "followerId" in ($1, $2)
and "followedId" in ($3, $4);

-- bind: nothing
insert into "Block" ("blockerId", "blockedId")
values ($1, $2)
on conflict do nothing;

-- bind: nothing
insert into "Follow" ("followerId", "followedId")
values ($1, $2)
on conflict do nothing;

-- bind: nothing
insert into "Mute" ("muterId", "mutedId")
values ($1, $2)
on conflict do nothing;

-- bind: nothing
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

-- bind: blockerId text
select "blockerId"
from "Block"
where "blockerId" in ($1, $2)
and "blockedId" in ($3, $4);

-- bind: id text
select "id"
from "User"
where "id" in ($1, $2)
and "role" <> $3
order by "id"
for update;

-- bind: told void
select pg_notify($1, "id") as "told"
from "Render"
where "requestedById" = $2
and "state" not in ($3, $4, $5);

-- bondsOf: otherId text, bond text
select "otherId", 'follow' as "bond"
from (select "followedId" as "otherId", "createdAt" as "since"
	from "Follow"
	where "followerId" = $1) as "bound"
where "otherId" = any($2)
union all select "otherId", 'mute' as "bond"
from (select "mutedId" as "otherId", "createdAt" as "since"
	from "Mute"
	where "muterId" = $3) as "bound"
where "otherId" = any($4)
union all select "otherId", 'block' as "bond"
from (select "blockedId" as "otherId", "createdAt" as "since"
	from "Block"
	where "blockerId" = $5) as "bound"
where "otherId" = any($6);

-- blockersOf: blockerId text
select "blockerId"
from "Block"
where "blockedId" = $1
and "blockerId" = any($2);

-- listBound: userId text, since timestamp with time zone
select "otherId" as "userId", "since"
from (select "blockedId" as "otherId", "createdAt" as "since"
	from "Block"
	where "blockerId" = $1) as "bound"
where ("since", "otherId") < ($2, $3)
order by "since" desc, "otherId" desc
limit $4;

-- listBound: userId text, since timestamp with time zone
select "otherId" as "userId", "since"
from (select "blockedId" as "otherId", "createdAt" as "since"
	from "Block"
	where "blockerId" = $1) as "bound"
where true
order by "since" desc, "otherId" desc
limit $2;

-- unbind: nothing
delete
from "Block"
where "blockerId" = $1
and "blockedId" = $2;

-- unbind: nothing
delete
from "Follow"
where "followerId" = $1
and "followedId" = $2;

-- unbind: nothing
delete
from "Mute"
where "muterId" = $1
and "mutedId" = $2;

-- offerAdminClaim: nothing
LOCK TABLE "AdminClaim" IN SHARE ROW EXCLUSIVE MODE;

-- offerAdminClaim: nothing
delete
from "AdminClaim"
where ("createdAt" <= now() - make_interval(days => $1)
	or "tokenHash" not in (select "tokenHash"
		from "AdminClaim"
		order by "createdAt" desc, "tokenHash"
		limit $2));

-- offerAdminClaim: tokenHash text
insert into "AdminClaim" ("tokenHash", "createdAt") select $1 as "tokenHash", clock_timestamp() as "createdAt"
where not exists (select
	from "User"
	where "role" = $2)
returning "tokenHash";

-- isAdminClaim: tokenHash text
select "tokenHash"
from "AdminClaim"
where "tokenHash" = $1
and "createdAt" > now() - make_interval(days => $2);

-- createPasswordLink: id text
insert into "HostAct" ("id", "adminId", "kind", "personId", "detail") select $1 as "id", "User"."id" as "adminId", cast($2 as "HostActKind") as "kind", $3 as "personId", $4 as "detail"
from "User"
where "User"."id" = $5
and "role" = $6
returning "id";

-- createPasswordLink: expiresAt timestamp with time zone
insert into "PasswordLink" ("userId", "tokenHash", "expiresAt", "createdAt")
values ($1, $2, now() + make_interval(hours => $3), now())
on conflict ("userId") do update
set "tokenHash" = $4, "expiresAt" = now() + make_interval(hours => $5), "createdAt" = now()
returning "expiresAt";

-- createPasswordLink: handle text?, role "Role"
select "handle", "role"
from "User"
where "id" = $1
and "role" <> $2
and "leftAt" is null
for share;

-- findPasswordLink: userId text, expiresAt timestamp with time zone, handle text?, email text?
select "PasswordLink"."userId", "PasswordLink"."expiresAt", "User"."handle", "User"."email"
from "PasswordLink"
inner join "User" on "User"."id" = "PasswordLink"."userId"
where "PasswordLink"."tokenHash" = $1
and "PasswordLink"."expiresAt" > now()
and "User"."leftAt" is null
and "User"."role" <> $2;

-- listMembers: id text, createdAt timestamp with time zone, lastSeenAt timestamp with time zone, artworkCount integer, recentRenderCount integer
select "User"."id", "User"."createdAt", (select max("Session"."updatedAt") as "at"
	from "Session"
	where "Session"."userId" = "User"."id"
	and "Session"."expiresAt" > now()) as "lastSeenAt", (select count(*)::int as "count"
	from "Artwork"
	where "Artwork"."publishedById" = "User"."id") as "artworkCount", (select count(*)::int as "count"
	from "Render"
	where "Render"."requestedById" = "User"."id"
	and "Render"."createdAt" > now() - make_interval(days => $1)) as "recentRenderCount"
from "User"
where "User"."role" <> $2
and "User"."leftAt" is null
and "User"."handle" is not null
and ("User"."handle" like $3
	or lower("User"."displayName") like $4
	or "User"."email" = $5)
and "User"."role" = $6
and "User"."suspendedUntil" > now()
and ("User"."createdAt", "User"."id") < ($7, $8)
order by "User"."createdAt" desc, "User"."id" desc
limit $9;

-- listMembers: id text, createdAt timestamp with time zone, lastSeenAt timestamp with time zone, artworkCount integer, recentRenderCount integer
select "User"."id", "User"."createdAt", (select max("Session"."updatedAt") as "at"
	from "Session"
	where "Session"."userId" = "User"."id"
	and "Session"."expiresAt" > now()) as "lastSeenAt", (select count(*)::int as "count"
	from "Artwork"
	where "Artwork"."publishedById" = "User"."id") as "artworkCount", (select count(*)::int as "count"
	from "Render"
	where "Render"."requestedById" = "User"."id"
	and "Render"."createdAt" > now() - make_interval(days => $1)) as "recentRenderCount"
from "User"
where "User"."role" <> $2
and "User"."leftAt" is null
and "User"."handle" is not null
and true
order by "User"."createdAt" desc, "User"."id" desc
limit $3;

-- admitGuest: count integer, resetSeconds integer
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

-- createGuest: id text, role text, tokenHash text?, handle text?, displayName text?, email text?, emailVerified boolean, bio text, links text[]?, avatarKey text?, avatarSmallKey text?, defaultVisibility text, defaultLicence text, createdAt timestamp with time zone, updatedAt timestamp with time zone, shownContentLevel text, suspendedUntil timestamp with time zone?, silenced text[], leaving text, leavesAt timestamp with time zone?, leftAt timestamp with time zone?, namedAsWatcher boolean, collectPolicy text
INSERT INTO "public"."User" ("id","role","tokenHash","emailVerified","bio","links","defaultVisibility","createdAt","updatedAt","shownContentLevel","silenced","namedAsWatcher","collectPolicy")
VALUES ($1,CAST($2::text AS "public"."Role"),$3,$4,$5,$6,CAST($7::text AS "public"."Visibility"),$8,$9,CAST($10::text AS "public"."ContentLevel"),CAST($11::text[] AS "public"."NotificationKind"[]),$12,CAST($13::text AS "public"."CollectPolicy"))
RETURNING "public"."User"."id", "public"."User"."role"::text, "public"."User"."tokenHash", "public"."User"."handle", "public"."User"."displayName", "public"."User"."email", "public"."User"."emailVerified", "public"."User"."bio", "public"."User"."links", "public"."User"."avatarKey", "public"."User"."avatarSmallKey", "public"."User"."defaultVisibility"::text, "public"."User"."defaultLicence"::text, "public"."User"."createdAt", "public"."User"."updatedAt", "public"."User"."shownContentLevel"::text, "public"."User"."suspendedUntil", "public"."User"."silenced"::text[], "public"."User"."leaving"::text, "public"."User"."leavesAt", "public"."User"."leftAt", "public"."User"."namedAsWatcher", "public"."User"."collectPolicy"::text;

-- findUserByToken: id text, role text, tokenHash text?, handle text?, displayName text?, email text?, emailVerified boolean, bio text, links text[]?, avatarKey text?, avatarSmallKey text?, defaultVisibility text, defaultLicence text, createdAt timestamp with time zone, updatedAt timestamp with time zone, shownContentLevel text, suspendedUntil timestamp with time zone?, silenced text[], leaving text, leavesAt timestamp with time zone?, leftAt timestamp with time zone?, namedAsWatcher boolean, collectPolicy text
SELECT "public"."User"."id", "public"."User"."role"::text, "public"."User"."tokenHash", "public"."User"."handle", "public"."User"."displayName", "public"."User"."email", "public"."User"."emailVerified", "public"."User"."bio", "public"."User"."links", "public"."User"."avatarKey", "public"."User"."avatarSmallKey", "public"."User"."defaultVisibility"::text, "public"."User"."defaultLicence"::text, "public"."User"."createdAt", "public"."User"."updatedAt", "public"."User"."shownContentLevel"::text, "public"."User"."suspendedUntil", "public"."User"."silenced"::text[], "public"."User"."leaving"::text, "public"."User"."leavesAt", "public"."User"."leftAt", "public"."User"."namedAsWatcher", "public"."User"."collectPolicy"::text
FROM "public"."User"
WHERE ("public"."User"."tokenHash" = $1
	AND 1=1)
LIMIT $2 OFFSET $3;

-- forgetEmptyGuests: id text
delete
from "User"
where "id" in (select "guest"."id"
	from "User" as "guest"
	where "guest"."role" = $1
	and "guest"."leftAt" is null
	and "guest"."createdAt" < now() - make_interval(hours => $2)
	and "guest"."createdAt" > now() - make_interval(days => $3)
	and (not exists (select
			from "Render"
			where "requestedById" = "guest"."id")
		and not exists (select
			from "Artwork"
			where "publishedById" = "guest"."id")
		and not exists (select
			from "Upload"
			where "userId" = "guest"."id")
		and not exists (select
			from "Comment"
			where "authorId" = "guest"."id")
		and not exists (select
			from "Reaction"
			where "userId" = "guest"."id")
		and not exists (select
			from "Report"
			where "reporterId" = "guest"."id")
		and not exists (select
			from "ModerationAction"
			where "personId" = "guest"."id")
		and not exists (select
			from "Appeal"
			where "appellantId" = "guest"."id")
		and not exists (select
			from "Notification"
			where "recipientId" = "guest"."id"))
	limit $4
	for update of "guest" skip locked)
returning "id";

-- connectedProviders: providerId text
select "providerId"
from "Credential"
where "userId" = $1
and "providerId" <> $2;

-- disconnectProvider: nothing
delete
from "Credential"
where "userId" = $1
and "providerId" = $2;

-- disconnectProvider: id text
select "id"
from "Credential"
where "userId" = $1
and "providerId" <> $2
union all select "id"
from "Passkey"
where "userId" = $3;

-- disconnectProvider: nothing
select
from "User"
where "id" = $1
for update;

-- listPasskeys: id text, name text, createdAt timestamp with time zone, lastUsedAt timestamp with time zone?
select "id", "name", "createdAt", "lastUsedAt"
from "Passkey"
where "userId" = $1
order by "createdAt" desc, "id";

-- removePasskey: id text
delete
from "Passkey"
where "userId" = $1
and "id" = $2
returning "id";

-- removePasskey: id text
select "id"
from "Credential"
where "userId" = $1
union all select "id"
from "Passkey"
where "userId" = $2
and "id" <> $3;

-- hasPassword: id text
select "id"
from "Credential"
where "userId" = $1
and "providerId" = $2
and "password" is not null;

-- updateProfile: id text, role text, tokenHash text?, handle text?, displayName text?, email text?, emailVerified boolean, bio text, links text[]?, avatarKey text?, avatarSmallKey text?, defaultVisibility text, defaultLicence text, createdAt timestamp with time zone, updatedAt timestamp with time zone, shownContentLevel text, suspendedUntil timestamp with time zone?, silenced text[], leaving text, leavesAt timestamp with time zone?, leftAt timestamp with time zone?, namedAsWatcher boolean, collectPolicy text
UPDATE "public"."User"
SET "bio" = $1, "updatedAt" = $2
WHERE ("public"."User"."id" = $3
	AND "public"."User"."role" <> CAST($4::text AS "public"."Role"))
RETURNING "public"."User"."id", "public"."User"."role"::text, "public"."User"."tokenHash", "public"."User"."handle", "public"."User"."displayName", "public"."User"."email", "public"."User"."emailVerified", "public"."User"."bio", "public"."User"."links", "public"."User"."avatarKey", "public"."User"."avatarSmallKey", "public"."User"."defaultVisibility"::text, "public"."User"."defaultLicence"::text, "public"."User"."createdAt", "public"."User"."updatedAt", "public"."User"."shownContentLevel"::text, "public"."User"."suspendedUntil", "public"."User"."silenced"::text[], "public"."User"."leaving"::text, "public"."User"."leavesAt", "public"."User"."leftAt", "public"."User"."namedAsWatcher", "public"."User"."collectPolicy"::text;

-- setRole: id text
select "id"
from "User"
where "role" = $1
order by "id"
for update;

-- setRole: nothing
update "User"
set "role" = $1
where "id" = $2;

-- listStaff: id text, role text, tokenHash text?, handle text?, displayName text?, email text?, emailVerified boolean, bio text, links text[]?, avatarKey text?, avatarSmallKey text?, defaultVisibility text, defaultLicence text, createdAt timestamp with time zone, updatedAt timestamp with time zone, shownContentLevel text, suspendedUntil timestamp with time zone?, silenced text[], leaving text, leavesAt timestamp with time zone?, leftAt timestamp with time zone?, namedAsWatcher boolean, collectPolicy text
SELECT "public"."User"."id", "public"."User"."role"::text, "public"."User"."tokenHash", "public"."User"."handle", "public"."User"."displayName", "public"."User"."email", "public"."User"."emailVerified", "public"."User"."bio", "public"."User"."links", "public"."User"."avatarKey", "public"."User"."avatarSmallKey", "public"."User"."defaultVisibility"::text, "public"."User"."defaultLicence"::text, "public"."User"."createdAt", "public"."User"."updatedAt", "public"."User"."shownContentLevel"::text, "public"."User"."suspendedUntil", "public"."User"."silenced"::text[], "public"."User"."leaving"::text, "public"."User"."leavesAt", "public"."User"."leftAt", "public"."User"."namedAsWatcher", "public"."User"."collectPolicy"::text
FROM "public"."User"
WHERE "public"."User"."id" IN ($1,$2) OFFSET $3;

-- listStaff: id text
select "id"
from "User"
where "role" in ($1, $2)
order by "role" desc, "handle"
limit $3;

-- listSessions: id text, createdAt timestamp with time zone, lastUsedAt timestamp with time zone, userAgent text?, current boolean
select "id", "createdAt", "updatedAt" as "lastUsedAt", "userAgent", "token" = $1 as "current"
from "Session"
where "userId" = $2
and "expiresAt" > now()
order by "current" desc, "updatedAt" desc, "id"
limit $3;

-- endSessions: id text
delete
from "Session"
where "userId" = $1
and "id" = $2
returning "id";

-- endSessions: id text
delete
from "Session"
where "userId" = $1
and "token" <> $2
returning "id";

-- emailOf: id text, email text?
SELECT "public"."User"."id", "public"."User"."email"
FROM "public"."User"
WHERE ("public"."User"."id" = $1
	AND 1=1)
LIMIT $2 OFFSET $3;

-- findUserByHandle: id text, role text, tokenHash text?, handle text?, displayName text?, email text?, emailVerified boolean, bio text, links text[]?, avatarKey text?, avatarSmallKey text?, defaultVisibility text, defaultLicence text, createdAt timestamp with time zone, updatedAt timestamp with time zone, shownContentLevel text, suspendedUntil timestamp with time zone?, silenced text[], leaving text, leavesAt timestamp with time zone?, leftAt timestamp with time zone?, namedAsWatcher boolean, collectPolicy text
SELECT "public"."User"."id", "public"."User"."role"::text, "public"."User"."tokenHash", "public"."User"."handle", "public"."User"."displayName", "public"."User"."email", "public"."User"."emailVerified", "public"."User"."bio", "public"."User"."links", "public"."User"."avatarKey", "public"."User"."avatarSmallKey", "public"."User"."defaultVisibility"::text, "public"."User"."defaultLicence"::text, "public"."User"."createdAt", "public"."User"."updatedAt", "public"."User"."shownContentLevel"::text, "public"."User"."suspendedUntil", "public"."User"."silenced"::text[], "public"."User"."leaving"::text, "public"."User"."leavesAt", "public"."User"."leftAt", "public"."User"."namedAsWatcher", "public"."User"."collectPolicy"::text
FROM "public"."User"
WHERE ("public"."User"."handle" = $1
	AND 1=1)
LIMIT $2 OFFSET $3;

-- galleryMember: id text
INSERT INTO "public"."User" ("id","role","handle","displayName","email","emailVerified","bio","links","defaultVisibility","createdAt","updatedAt","shownContentLevel","silenced","namedAsWatcher","collectPolicy")
VALUES ($1,CAST($2::text AS "public"."Role"),$3,$4,$5,$6,$7,$8,CAST($9::text AS "public"."Visibility"),$10,$11,CAST($12::text AS "public"."ContentLevel"),CAST($13::text[] AS "public"."NotificationKind"[]),$14,CAST($15::text AS "public"."CollectPolicy"))
RETURNING "public"."User"."id";

-- galleryMember: id text
SELECT "public"."User"."id"
FROM "public"."User"
WHERE ("public"."User"."handle" = $1
	AND 1=1) OFFSET $2;

-- galleryMember: id text, role text, tokenHash text?, handle text?, displayName text?, email text?, emailVerified boolean, bio text, links text[]?, avatarKey text?, avatarSmallKey text?, defaultVisibility text, defaultLicence text, createdAt timestamp with time zone, updatedAt timestamp with time zone, shownContentLevel text, suspendedUntil timestamp with time zone?, silenced text[], leaving text, leavesAt timestamp with time zone?, leftAt timestamp with time zone?, namedAsWatcher boolean, collectPolicy text
SELECT "public"."User"."id", "public"."User"."role"::text, "public"."User"."tokenHash", "public"."User"."handle", "public"."User"."displayName", "public"."User"."email", "public"."User"."emailVerified", "public"."User"."bio", "public"."User"."links", "public"."User"."avatarKey", "public"."User"."avatarSmallKey", "public"."User"."defaultVisibility"::text, "public"."User"."defaultLicence"::text, "public"."User"."createdAt", "public"."User"."updatedAt", "public"."User"."shownContentLevel"::text, "public"."User"."suspendedUntil", "public"."User"."silenced"::text[], "public"."User"."leaving"::text, "public"."User"."leavesAt", "public"."User"."leftAt", "public"."User"."namedAsWatcher", "public"."User"."collectPolicy"::text
FROM "public"."User"
WHERE "public"."User"."id" = $1
LIMIT $2 OFFSET $3;

-- keepWatchers: nothing
DELETE
FROM "RenderWatcher"
WHERE "seenAt" < now() - make_interval(secs => $1);

-- keepWatchers: nothing
INSERT INTO "RenderWatcher" ("renderId", "processId", browser, network, "userId") SELECT render.id, $1, watcher.browser, watcher.network, person.id
FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS watcher ("renderId", browser, network, "userId")
JOIN "Render" AS render ON render.id = watcher."renderId"
LEFT JOIN "User" AS person ON person.id = watcher."userId"
ON CONFLICT ("renderId", "processId", browser) DO UPDATE
SET "seenAt" = now(), network = excluded.network, "userId" = excluded."userId";

-- audienceSizes: renderId text, count integer
WITH browser AS ( SELECT watcher."renderId", watcher.browser, min(watcher.network) AS network, max(person.id) FILTER (WHERE person.role <> 'GUEST') AS "memberId", bool_or(coalesce(watcher."userId" = render."requestedById", false)) AS "isOwner"
	FROM "RenderWatcher" AS watcher
	JOIN "Render" AS render ON render.id = watcher."renderId"
	LEFT JOIN "User" AS person ON person.id = watcher."userId"
	WHERE watcher."renderId" = ANY($1)
	AND watcher."seenAt" > now() - make_interval(secs => $2)
	GROUP BY watcher."renderId", watcher.browser ), placed AS ( SELECT "renderId", "memberId", row_number() OVER (PARTITION BY "renderId", network, "memberId" IS NULL
		ORDER BY browser) AS place
	FROM browser
	WHERE NOT "isOwner" ) SELECT "renderId", (count(DISTINCT "memberId") + count(*) FILTER (WHERE "memberId" IS NULL
		AND place <= $3))::int AS count
FROM placed
GROUP BY "renderId";

-- audienceOf: id text, role text, tokenHash text?, handle text?, displayName text?, email text?, emailVerified boolean, bio text, links text[]?, avatarKey text?, avatarSmallKey text?, defaultVisibility text, defaultLicence text, createdAt timestamp with time zone, updatedAt timestamp with time zone, shownContentLevel text, suspendedUntil timestamp with time zone?, silenced text[], leaving text, leavesAt timestamp with time zone?, leftAt timestamp with time zone?, namedAsWatcher boolean, collectPolicy text
SELECT "public"."User"."id", "public"."User"."role"::text, "public"."User"."tokenHash", "public"."User"."handle", "public"."User"."displayName", "public"."User"."email", "public"."User"."emailVerified", "public"."User"."bio", "public"."User"."links", "public"."User"."avatarKey", "public"."User"."avatarSmallKey", "public"."User"."defaultVisibility"::text, "public"."User"."defaultLicence"::text, "public"."User"."createdAt", "public"."User"."updatedAt", "public"."User"."shownContentLevel"::text, "public"."User"."suspendedUntil", "public"."User"."silenced"::text[], "public"."User"."leaving"::text, "public"."User"."leavesAt", "public"."User"."leftAt", "public"."User"."namedAsWatcher", "public"."User"."collectPolicy"::text
FROM "public"."User"
WHERE 1=0 OFFSET $1;

-- audienceOf: id text
SELECT person.id
FROM "RenderWatcher" AS watcher
JOIN "Render" AS render ON render.id = watcher."renderId"
JOIN "User" AS person ON person.id = watcher."userId"
WHERE render.id = $1
AND watcher."seenAt" > now() - make_interval(secs => $2)
AND person.role <> 'GUEST'
AND person."namedAsWatcher"
AND person."leftAt" IS NULL
AND person.id <> render."requestedById"
AND (person."suspendedUntil" IS NULL
	OR person."suspendedUntil" < now())
GROUP BY person.id
ORDER BY min(watcher.since), person.id
LIMIT 12;

-- endWatchers: nothing
DELETE
FROM "RenderWatcher" AS gone USING unnest($2::text[], $3::text[]) AS watcher ("renderId", browser)
WHERE gone."processId" = $1
AND gone."renderId" = watcher."renderId"
AND gone.browser = watcher.browser;

-- endWatchers: nothing
DELETE
FROM "RenderWatcher"
WHERE "processId" = $1;

-- leave: id text
update "User"
set "leaving" = $1, "leavesAt" = coalesce("leavesAt", now() + make_interval(days => $2))
where "id" = $3
and "role" <> $4
and ("role" <> $5
	or exists (select
		from "User" as "other"
		where "other"."role" = $6
		and "other"."id" <> $7))
returning "id";

-- stay: nothing
update "User"
set "leaving" = $1, "leavesAt" = $2
where "id" = $3;

-- endAccounts: nothing
DELETE
FROM "Artwork"
WHERE id = ANY($1);

-- endAccounts: nothing
DELETE
FROM "Collection"
WHERE "ownerId" = $1 ;

-- endAccounts: nothing
DELETE
FROM "CollectionCurator"
WHERE "userId" = $1;

-- endAccounts: nothing
DELETE
FROM "CollectionFollow"
WHERE "userId" = $1;

-- endAccounts: nothing
DELETE
FROM "CollectionSubmission"
WHERE "submittedById" = $1;

-- endAccounts: nothing
DELETE
FROM "Render"
WHERE id = ANY($1);

-- endAccounts: id text, slug text, ownerId text, heir text
SELECT id, slug, "ownerId", ( SELECT "userId"
	FROM "CollectionCurator"
	WHERE "collectionId" = id
	AND role = 'EDITOR'
	ORDER BY "createdAt", "userId"
	LIMIT 1) AS heir
FROM "Collection"
WHERE "ownerId" = $1
AND "deletedAt" IS NULL
FOR UPDATE;

-- endAccounts: key text
SELECT key
FROM "RenderFile"
WHERE "renderId" = ANY($1) UNION SELECT "filmKey"
FROM "Render"
WHERE id = ANY($1)
AND "filmKey" IS NOT NULL UNION SELECT "blobKey"
FROM "Checkpoint"
WHERE "renderId" = ANY($1);

-- endAccounts: nothing
UPDATE "Lineage"
SET "parentTitle" = '', "parentThumbhash" = ''
WHERE "parentId" IN (SELECT id
	FROM "Artwork"
	WHERE id = ANY($1)
	AND NOT (visibility = 'PUBLIC'
		AND NOT hidden
		AND "contentLevel" <> 'ADULTS'));

-- endAccounts: nothing
UPDATE "RenderSource"
SET title = '', thumbhash = ''
WHERE "artworkId" IN (SELECT id
	FROM "Artwork"
	WHERE id = ANY($1)
	AND NOT (visibility = 'PUBLIC'
		AND NOT hidden
		AND "contentLevel" <> 'ADULTS'));

-- endAccounts: nothing
UPDATE "User"
SET "leavesAt" = now() - interval '1 second'
WHERE id = $1;

-- endAccounts: nothing
delete
from "AccessToken"
where "userId" = $1;

-- endAccounts: nothing
delete
from "Block"
where ("blockerId" = $1
	or "blockedId" = $2);

-- endAccounts: nothing
delete
from "Comment"
where "authorId" = $1
and not exists (select
	from "Comment" as "reply"
	where "reply"."threadId" = "Comment"."id"
	and "reply"."authorId" <> $2);

-- endAccounts: nothing
delete
from "Credential"
where "userId" = $1;

-- endAccounts: nothing
delete
from "Follow"
where ("followerId" = $1
	or "followedId" = $2);

-- endAccounts: nothing
delete
from "FormerHandle"
where "userId" = $1;

-- endAccounts: nothing
delete
from "Mute"
where ("muterId" = $1
	or "mutedId" = $2);

-- endAccounts: nothing
delete
from "Notification"
where ("recipientId" = $1
	or "actorId" = $2);

-- endAccounts: nothing
delete
from "Passkey"
where "userId" = $1;

-- endAccounts: nothing
delete
from "Reaction"
where "userId" = $1;

-- endAccounts: nothing
delete
from "Report"
where "reporterId" = $1
and "actionId" is null;

-- endAccounts: nothing
delete
from "Session"
where "userId" = $1;

-- endAccounts: nothing
delete
from "TagVote"
where "userId" = $1
and "artworkId" not in (select "id"
	from "Artwork"
	where "publishedById" = $2);

-- endAccounts: nothing
delete
from "Upload"
where "userId" = $1;

-- endAccounts: nothing
insert into "DiscardedFile" ("key") select "id" as "key"
from unnest($1::text[]) as asked (id)
on conflict do nothing;

-- endAccounts: avatarKey text?, avatarSmallKey text?
select "avatarKey", "avatarSmallKey"
from "User"
where "id" = $1;

-- endAccounts: id text
select "id"
from "Artwork"
where "publishedById" = $1;

-- endAccounts: id text
select "id"
from "Render"
where "requestedById" = $1
and "state" in ($2, $3, $4);

-- endAccounts: id text
select "id"
from "Render"
where "requestedById" = $1
and "state" in ($2, $3, $4)
limit $5;

-- endAccounts: id text
select "id"
from "Render"
where "requestedById" = $1
and not exists (select
	from "Artwork"
	where "Artwork"."renderId" = "Render"."id");

-- endAccounts: id text, leaving "Leaving"?
select "id", "leaving"
from "User"
where "leavesAt" <= now()
order by "leavesAt";

-- endAccounts: nothing
update "Comment"
set "text" = $1, "deletedAt" = coalesce("deletedAt", now())
where "authorId" = $2
and exists (select
	from "Comment" as "reply"
	where "reply"."threadId" = "Comment"."id"
	and "reply"."authorId" <> $3);

-- endAccounts: nothing
update "User"
set "role" = $1, "tokenHash" = $2, "handle" = $3, "email" = $4, "displayName" = $5, "bio" = $6, "links" = $7, "avatarKey" = $8, "avatarSmallKey" = $9, "emailVerified" = $10, "leaving" = $11, "leavesAt" = $12, "leftAt" = now()
where "id" = $13;
