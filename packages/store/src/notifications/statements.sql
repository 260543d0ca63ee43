-- countUnread: count integer
select cast(count(*) as integer) as "count"
from (select
	from "Notification" as "told"
	where "recipientId" = $1
	and not exists (select
		from "Block"
		where "blockerId" = $2
		and "blockedId" = "told"."actorId")
	and not exists (select
		from "Block"
		where "blockerId" = "told"."actorId"
		and "blockedId" = $3)
	and not exists (select
		from "Mute"
		where "muterId" = $4
		and "mutedId" = "told"."actorId")
	and case left("told"."subjectId", 4)
	when 'usr_' then true
	when 'art_' then exists (select
		from "Artwork" as "artwork"
		where "artwork"."id" = "told"."subjectId"
		and ("artwork"."publishedById" = $5
			or (("artwork"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
					or ("artwork"."visibility" = 'FOLLOWERS'
						and exists (select
							from "Follow"
							where "followerId" = $6
							and "followedId" = "artwork"."publishedById")))
				and not "artwork"."hidden"
				and not exists (select
					from "Block"
					where "blockerId" = "artwork"."publishedById"
					and "blockedId" = $7))))
	when 'col_' then exists (select
		from "Collection" as "collection"
		where "collection"."id" = "told"."subjectId"
		and ("collection"."deletedAt" is null
			and (("collection"."ownerId" = $8
					or (("collection"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
							or ("collection"."visibility" = 'FOLLOWERS'
								and exists (select
									from "Follow"
									where "followerId" = $9
									and "followedId" = "collection"."ownerId")))
						and not "collection"."hidden"
						and not exists (select
							from "Block"
							where "blockerId" = "collection"."ownerId"
							and "blockedId" = $10)))
				or (not "collection"."hidden"
					and exists (select
						from "CollectionCurator" as "curator"
						where "curator"."collectionId" = "collection"."id"
						and "curator"."userId" = $11)))))
	when 'rnd_' then exists (select
		from "Render" as "render"
		where "render"."id" = "told"."subjectId"
		and ("render"."requestedById" = $12
			or (("render"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
					or ("render"."visibility" = 'FOLLOWERS'
						and exists (select
							from "Follow"
							where "followerId" = $13
							and "followedId" = "render"."requestedById")))
				and not "render"."hidden"
				and not exists (select
					from "Block"
					where "blockerId" = "render"."requestedById"
					and "blockedId" = $14))))
	else exists (select
		from "Comment" as "comment"
		left join "Artwork" as "artwork" on "artwork"."id" = "comment"."subjectId"
		left join "Collection" as "collection" on "collection"."id" = "comment"."subjectId"
		where "comment"."id" = "told"."subjectId"
		and "comment"."deletedAt" is null
		and ((not exists (select
					from "Block"
					where "blockerId" = $15
					and "blockedId" = "comment"."authorId")
				and not exists (select
					from "Block"
					where "blockerId" = "comment"."authorId"
					and "blockedId" = $16))
			and (not "comment"."hidden"
				or "comment"."authorId" = $17))
		and (("artwork"."publishedById" = $18
				or (("artwork"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
						or ("artwork"."visibility" = 'FOLLOWERS'
							and exists (select
								from "Follow"
								where "followerId" = $19
								and "followedId" = "artwork"."publishedById")))
					and not "artwork"."hidden"
					and not exists (select
						from "Block"
						where "blockerId" = "artwork"."publishedById"
						and "blockedId" = $20)))
			or ("collection"."deletedAt" is null
				and (("collection"."ownerId" = $21
						or (("collection"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
								or ("collection"."visibility" = 'FOLLOWERS'
									and exists (select
										from "Follow"
										where "followerId" = $22
										and "followedId" = "collection"."ownerId")))
							and not "collection"."hidden"
							and not exists (select
								from "Block"
								where "blockerId" = "collection"."ownerId"
								and "blockedId" = $23)))
					or (not "collection"."hidden"
						and exists (select
							from "CollectionCurator" as "curator"
							where "curator"."collectionId" = "collection"."id"
							and "curator"."userId" = $24)))))) end
	and case left("told"."aboutId", 4)
	when 'usr_' then true
	when 'art_' then exists (select
		from "Artwork" as "artwork"
		where "artwork"."id" = "told"."aboutId"
		and ("artwork"."publishedById" = $25
			or (("artwork"."visibility" in ('PUBLIC', 'MEMBERS')
					or ("artwork"."visibility" = 'FOLLOWERS'
						and exists (select
							from "Follow"
							where "followerId" = $26
							and "followedId" = "artwork"."publishedById")))
				and not "artwork"."hidden"
				and "artwork"."contentLevel" <> 'ADULTS'
				and not exists (select
					from "Block"
					where "blockerId" = "artwork"."publishedById"
					and "blockedId" = $27)
				and not exists (select
					from "Block"
					where "blockerId" = $28
					and "blockedId" = "artwork"."publishedById")
				and not exists (select
					from "Mute"
					where "muterId" = $29
					and "mutedId" = "artwork"."publishedById"))))
	when 'col_' then exists (select
		from "Collection" as "collection"
		where "collection"."id" = "told"."aboutId"
		and ("collection"."deletedAt" is null
			and (("collection"."ownerId" = $30
					or (("collection"."visibility" in ('PUBLIC', 'MEMBERS')
							or ("collection"."visibility" = 'FOLLOWERS'
								and exists (select
									from "Follow"
									where "followerId" = $31
									and "followedId" = "collection"."ownerId")))
						and not "collection"."hidden"
						and "collection"."contentLevel" <> 'ADULTS'
						and not exists (select
							from "Block"
							where "blockerId" = "collection"."ownerId"
							and "blockedId" = $32)
						and not exists (select
							from "Block"
							where "blockerId" = $33
							and "blockedId" = "collection"."ownerId")
						and not exists (select
							from "Mute"
							where "muterId" = $34
							and "mutedId" = "collection"."ownerId")))
				or (not "collection"."hidden"
					and exists (select
						from "CollectionCurator" as "curator"
						where "curator"."collectionId" = "collection"."id"
						and "curator"."userId" = $35)))))
	when 'rnd_' then exists (select
		from "Render" as "render"
		where "render"."id" = "told"."aboutId"
		and ("render"."requestedById" = $36
			or (("render"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
					or ("render"."visibility" = 'FOLLOWERS'
						and exists (select
							from "Follow"
							where "followerId" = $37
							and "followedId" = "render"."requestedById")))
				and not "render"."hidden"
				and not exists (select
					from "Block"
					where "blockerId" = "render"."requestedById"
					and "blockedId" = $38))))
	else exists (select
		from "Comment" as "comment"
		left join "Artwork" as "artwork" on "artwork"."id" = "comment"."subjectId"
		left join "Collection" as "collection" on "collection"."id" = "comment"."subjectId"
		where "comment"."id" = "told"."aboutId"
		and "comment"."deletedAt" is null
		and ((not exists (select
					from "Block"
					where "blockerId" = $39
					and "blockedId" = "comment"."authorId")
				and not exists (select
					from "Block"
					where "blockerId" = "comment"."authorId"
					and "blockedId" = $40))
			and (not "comment"."hidden"
				or "comment"."authorId" = $41))
		and (("artwork"."publishedById" = $42
				or (("artwork"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
						or ("artwork"."visibility" = 'FOLLOWERS'
							and exists (select
								from "Follow"
								where "followerId" = $43
								and "followedId" = "artwork"."publishedById")))
					and not "artwork"."hidden"
					and not exists (select
						from "Block"
						where "blockerId" = "artwork"."publishedById"
						and "blockedId" = $44)))
			or ("collection"."deletedAt" is null
				and (("collection"."ownerId" = $45
						or (("collection"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
								or ("collection"."visibility" = 'FOLLOWERS'
									and exists (select
										from "Follow"
										where "followerId" = $46
										and "followedId" = "collection"."ownerId")))
							and not "collection"."hidden"
							and not exists (select
								from "Block"
								where "blockerId" = "collection"."ownerId"
								and "blockedId" = $47)))
					or (not "collection"."hidden"
						and exists (select
							from "CollectionCurator" as "curator"
							where "curator"."collectionId" = "collection"."id"
							and "curator"."userId" = $48)))))) end
	and "readAt" is null
	group by "kind", "subjectId"
	limit $49) as "unread";

-- listNotifications: kind "NotificationKind", subjectId text, id text, aboutId text, createdAt timestamp with time zone, actorIds text[], actorCount integer, unread boolean, count integer
select *
from (select "kind", "subjectId", (array_agg("id"
			order by "createdAt" desc, "id" desc))[1] as "id", (array_agg("aboutId"
			order by "createdAt" desc, "id" desc))[1] as "aboutId", max("createdAt") as "createdAt", coalesce((select array_agg(actor)
			from ( select actor
				from unnest(array_agg("actorId"
						order by "createdAt" desc, "id" desc)) with ordinality as each (actor, place)
				where actor is not null
				group by actor
				order by min(place)
				limit 3 ) as newest), '{}') as "actorIds", cast(count(distinct "actorId") as integer) as "actorCount", bool_or("readAt" is null) as "unread", cast(case
		when ("kind" = $1
			and bool_or("readAt" is null)) then count(*) filter(where "readAt" is null)
		else count(*) end as integer) as "count"
	from "Notification" as "told"
	where "recipientId" = $2
	and not exists (select
		from "Block"
		where "blockerId" = $3
		and "blockedId" = "told"."actorId")
	and not exists (select
		from "Block"
		where "blockerId" = "told"."actorId"
		and "blockedId" = $4)
	and not exists (select
		from "Mute"
		where "muterId" = $5
		and "mutedId" = "told"."actorId")
	and case left("told"."subjectId", 4)
	when 'usr_' then true
	when 'art_' then exists (select
		from "Artwork" as "artwork"
		where "artwork"."id" = "told"."subjectId"
		and ("artwork"."publishedById" = $6
			or (("artwork"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
					or ("artwork"."visibility" = 'FOLLOWERS'
						and exists (select
							from "Follow"
							where "followerId" = $7
							and "followedId" = "artwork"."publishedById")))
				and not "artwork"."hidden"
				and not exists (select
					from "Block"
					where "blockerId" = "artwork"."publishedById"
					and "blockedId" = $8))))
	when 'col_' then exists (select
		from "Collection" as "collection"
		where "collection"."id" = "told"."subjectId"
		and ("collection"."deletedAt" is null
			and (("collection"."ownerId" = $9
					or (("collection"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
							or ("collection"."visibility" = 'FOLLOWERS'
								and exists (select
									from "Follow"
									where "followerId" = $10
									and "followedId" = "collection"."ownerId")))
						and not "collection"."hidden"
						and not exists (select
							from "Block"
							where "blockerId" = "collection"."ownerId"
							and "blockedId" = $11)))
				or (not "collection"."hidden"
					and exists (select
						from "CollectionCurator" as "curator"
						where "curator"."collectionId" = "collection"."id"
						and "curator"."userId" = $12)))))
	when 'rnd_' then exists (select
		from "Render" as "render"
		where "render"."id" = "told"."subjectId"
		and ("render"."requestedById" = $13
			or (("render"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
					or ("render"."visibility" = 'FOLLOWERS'
						and exists (select
							from "Follow"
							where "followerId" = $14
							and "followedId" = "render"."requestedById")))
				and not "render"."hidden"
				and not exists (select
					from "Block"
					where "blockerId" = "render"."requestedById"
					and "blockedId" = $15))))
	else exists (select
		from "Comment" as "comment"
		left join "Artwork" as "artwork" on "artwork"."id" = "comment"."subjectId"
		left join "Collection" as "collection" on "collection"."id" = "comment"."subjectId"
		where "comment"."id" = "told"."subjectId"
		and "comment"."deletedAt" is null
		and ((not exists (select
					from "Block"
					where "blockerId" = $16
					and "blockedId" = "comment"."authorId")
				and not exists (select
					from "Block"
					where "blockerId" = "comment"."authorId"
					and "blockedId" = $17))
			and (not "comment"."hidden"
				or "comment"."authorId" = $18))
		and (("artwork"."publishedById" = $19
				or (("artwork"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
						or ("artwork"."visibility" = 'FOLLOWERS'
							and exists (select
								from "Follow"
								where "followerId" = $20
								and "followedId" = "artwork"."publishedById")))
					and not "artwork"."hidden"
					and not exists (select
						from "Block"
						where "blockerId" = "artwork"."publishedById"
						and "blockedId" = $21)))
			or ("collection"."deletedAt" is null
				and (("collection"."ownerId" = $22
						or (("collection"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
								or ("collection"."visibility" = 'FOLLOWERS'
									and exists (select
										from "Follow"
										where "followerId" = $23
										and "followedId" = "collection"."ownerId")))
							and not "collection"."hidden"
							and not exists (select
								from "Block"
								where "blockerId" = "collection"."ownerId"
								and "blockedId" = $24)))
					or (not "collection"."hidden"
						and exists (select
							from "CollectionCurator" as "curator"
							where "curator"."collectionId" = "collection"."id"
							and "curator"."userId" = $25)))))) end
	and case left("told"."aboutId", 4)
	when 'usr_' then true
	when 'art_' then exists (select
		from "Artwork" as "artwork"
		where "artwork"."id" = "told"."aboutId"
		and ("artwork"."publishedById" = $26
			or (("artwork"."visibility" in ('PUBLIC', 'MEMBERS')
					or ("artwork"."visibility" = 'FOLLOWERS'
						and exists (select
							from "Follow"
							where "followerId" = $27
							and "followedId" = "artwork"."publishedById")))
				and not "artwork"."hidden"
				and "artwork"."contentLevel" <> 'ADULTS'
				and not exists (select
					from "Block"
					where "blockerId" = "artwork"."publishedById"
					and "blockedId" = $28)
				and not exists (select
					from "Block"
					where "blockerId" = $29
					and "blockedId" = "artwork"."publishedById")
				and not exists (select
					from "Mute"
					where "muterId" = $30
					and "mutedId" = "artwork"."publishedById"))))
	when 'col_' then exists (select
		from "Collection" as "collection"
		where "collection"."id" = "told"."aboutId"
		and ("collection"."deletedAt" is null
			and (("collection"."ownerId" = $31
					or (("collection"."visibility" in ('PUBLIC', 'MEMBERS')
							or ("collection"."visibility" = 'FOLLOWERS'
								and exists (select
									from "Follow"
									where "followerId" = $32
									and "followedId" = "collection"."ownerId")))
						and not "collection"."hidden"
						and "collection"."contentLevel" <> 'ADULTS'
						and not exists (select
							from "Block"
							where "blockerId" = "collection"."ownerId"
							and "blockedId" = $33)
						and not exists (select
							from "Block"
							where "blockerId" = $34
							and "blockedId" = "collection"."ownerId")
						and not exists (select
							from "Mute"
							where "muterId" = $35
							and "mutedId" = "collection"."ownerId")))
				or (not "collection"."hidden"
					and exists (select
						from "CollectionCurator" as "curator"
						where "curator"."collectionId" = "collection"."id"
						and "curator"."userId" = $36)))))
	when 'rnd_' then exists (select
		from "Render" as "render"
		where "render"."id" = "told"."aboutId"
		and ("render"."requestedById" = $37
			or (("render"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
					or ("render"."visibility" = 'FOLLOWERS'
						and exists (select
							from "Follow"
							where "followerId" = $38
							and "followedId" = "render"."requestedById")))
				and not "render"."hidden"
				and not exists (select
					from "Block"
					where "blockerId" = "render"."requestedById"
					and "blockedId" = $39))))
	else exists (select
		from "Comment" as "comment"
		left join "Artwork" as "artwork" on "artwork"."id" = "comment"."subjectId"
		left join "Collection" as "collection" on "collection"."id" = "comment"."subjectId"
		where "comment"."id" = "told"."aboutId"
		and "comment"."deletedAt" is null
		and ((not exists (select
					from "Block"
					where "blockerId" = $40
					and "blockedId" = "comment"."authorId")
				and not exists (select
					from "Block"
					where "blockerId" = "comment"."authorId"
					and "blockedId" = $41))
			and (not "comment"."hidden"
				or "comment"."authorId" = $42))
		and (("artwork"."publishedById" = $43
				or (("artwork"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
						or ("artwork"."visibility" = 'FOLLOWERS'
							and exists (select
								from "Follow"
								where "followerId" = $44
								and "followedId" = "artwork"."publishedById")))
					and not "artwork"."hidden"
					and not exists (select
						from "Block"
						where "blockerId" = "artwork"."publishedById"
						and "blockedId" = $45)))
			or ("collection"."deletedAt" is null
				and (("collection"."ownerId" = $46
						or (("collection"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
								or ("collection"."visibility" = 'FOLLOWERS'
									and exists (select
										from "Follow"
										where "followerId" = $47
										and "followedId" = "collection"."ownerId")))
							and not "collection"."hidden"
							and not exists (select
								from "Block"
								where "blockerId" = "collection"."ownerId"
								and "blockedId" = $48)))
					or (not "collection"."hidden"
						and exists (select
							from "CollectionCurator" as "curator"
							where "curator"."collectionId" = "collection"."id"
							and "curator"."userId" = $49)))))) end
	group by "kind", "subjectId") as "grouped"
where ("createdAt", "id") < ($50, $51)
order by "createdAt" desc, "id" desc
limit $52;

-- listNotifications: kind "NotificationKind", subjectId text, id text, aboutId text, createdAt timestamp with time zone, actorIds text[], actorCount integer, unread boolean, count integer
select *
from (select "kind", "subjectId", (array_agg("id"
			order by "createdAt" desc, "id" desc))[1] as "id", (array_agg("aboutId"
			order by "createdAt" desc, "id" desc))[1] as "aboutId", max("createdAt") as "createdAt", coalesce((select array_agg(actor)
			from ( select actor
				from unnest(array_agg("actorId"
						order by "createdAt" desc, "id" desc)) with ordinality as each (actor, place)
				where actor is not null
				group by actor
				order by min(place)
				limit 3 ) as newest), '{}') as "actorIds", cast(count(distinct "actorId") as integer) as "actorCount", bool_or("readAt" is null) as "unread", cast(case
		when ("kind" = $1
			and bool_or("readAt" is null)) then count(*) filter(where "readAt" is null)
		else count(*) end as integer) as "count"
	from "Notification" as "told"
	where "recipientId" = $2
	and not exists (select
		from "Block"
		where "blockerId" = $3
		and "blockedId" = "told"."actorId")
	and not exists (select
		from "Block"
		where "blockerId" = "told"."actorId"
		and "blockedId" = $4)
	and not exists (select
		from "Mute"
		where "muterId" = $5
		and "mutedId" = "told"."actorId")
	and case left("told"."subjectId", 4)
	when 'usr_' then true
	when 'art_' then exists (select
		from "Artwork" as "artwork"
		where "artwork"."id" = "told"."subjectId"
		and ("artwork"."publishedById" = $6
			or (("artwork"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
					or ("artwork"."visibility" = 'FOLLOWERS'
						and exists (select
							from "Follow"
							where "followerId" = $7
							and "followedId" = "artwork"."publishedById")))
				and not "artwork"."hidden"
				and not exists (select
					from "Block"
					where "blockerId" = "artwork"."publishedById"
					and "blockedId" = $8))))
	when 'col_' then exists (select
		from "Collection" as "collection"
		where "collection"."id" = "told"."subjectId"
		and ("collection"."deletedAt" is null
			and (("collection"."ownerId" = $9
					or (("collection"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
							or ("collection"."visibility" = 'FOLLOWERS'
								and exists (select
									from "Follow"
									where "followerId" = $10
									and "followedId" = "collection"."ownerId")))
						and not "collection"."hidden"
						and not exists (select
							from "Block"
							where "blockerId" = "collection"."ownerId"
							and "blockedId" = $11)))
				or (not "collection"."hidden"
					and exists (select
						from "CollectionCurator" as "curator"
						where "curator"."collectionId" = "collection"."id"
						and "curator"."userId" = $12)))))
	when 'rnd_' then exists (select
		from "Render" as "render"
		where "render"."id" = "told"."subjectId"
		and ("render"."requestedById" = $13
			or (("render"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
					or ("render"."visibility" = 'FOLLOWERS'
						and exists (select
							from "Follow"
							where "followerId" = $14
							and "followedId" = "render"."requestedById")))
				and not "render"."hidden"
				and not exists (select
					from "Block"
					where "blockerId" = "render"."requestedById"
					and "blockedId" = $15))))
	else exists (select
		from "Comment" as "comment"
		left join "Artwork" as "artwork" on "artwork"."id" = "comment"."subjectId"
		left join "Collection" as "collection" on "collection"."id" = "comment"."subjectId"
		where "comment"."id" = "told"."subjectId"
		and "comment"."deletedAt" is null
		and ((not exists (select
					from "Block"
					where "blockerId" = $16
					and "blockedId" = "comment"."authorId")
				and not exists (select
					from "Block"
					where "blockerId" = "comment"."authorId"
					and "blockedId" = $17))
			and (not "comment"."hidden"
				or "comment"."authorId" = $18))
		and (("artwork"."publishedById" = $19
				or (("artwork"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
						or ("artwork"."visibility" = 'FOLLOWERS'
							and exists (select
								from "Follow"
								where "followerId" = $20
								and "followedId" = "artwork"."publishedById")))
					and not "artwork"."hidden"
					and not exists (select
						from "Block"
						where "blockerId" = "artwork"."publishedById"
						and "blockedId" = $21)))
			or ("collection"."deletedAt" is null
				and (("collection"."ownerId" = $22
						or (("collection"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
								or ("collection"."visibility" = 'FOLLOWERS'
									and exists (select
										from "Follow"
										where "followerId" = $23
										and "followedId" = "collection"."ownerId")))
							and not "collection"."hidden"
							and not exists (select
								from "Block"
								where "blockerId" = "collection"."ownerId"
								and "blockedId" = $24)))
					or (not "collection"."hidden"
						and exists (select
							from "CollectionCurator" as "curator"
							where "curator"."collectionId" = "collection"."id"
							and "curator"."userId" = $25)))))) end
	and case left("told"."aboutId", 4)
	when 'usr_' then true
	when 'art_' then exists (select
		from "Artwork" as "artwork"
		where "artwork"."id" = "told"."aboutId"
		and ("artwork"."publishedById" = $26
			or (("artwork"."visibility" in ('PUBLIC', 'MEMBERS')
					or ("artwork"."visibility" = 'FOLLOWERS'
						and exists (select
							from "Follow"
							where "followerId" = $27
							and "followedId" = "artwork"."publishedById")))
				and not "artwork"."hidden"
				and "artwork"."contentLevel" <> 'ADULTS'
				and not exists (select
					from "Block"
					where "blockerId" = "artwork"."publishedById"
					and "blockedId" = $28)
				and not exists (select
					from "Block"
					where "blockerId" = $29
					and "blockedId" = "artwork"."publishedById")
				and not exists (select
					from "Mute"
					where "muterId" = $30
					and "mutedId" = "artwork"."publishedById"))))
	when 'col_' then exists (select
		from "Collection" as "collection"
		where "collection"."id" = "told"."aboutId"
		and ("collection"."deletedAt" is null
			and (("collection"."ownerId" = $31
					or (("collection"."visibility" in ('PUBLIC', 'MEMBERS')
							or ("collection"."visibility" = 'FOLLOWERS'
								and exists (select
									from "Follow"
									where "followerId" = $32
									and "followedId" = "collection"."ownerId")))
						and not "collection"."hidden"
						and "collection"."contentLevel" <> 'ADULTS'
						and not exists (select
							from "Block"
							where "blockerId" = "collection"."ownerId"
							and "blockedId" = $33)
						and not exists (select
							from "Block"
							where "blockerId" = $34
							and "blockedId" = "collection"."ownerId")
						and not exists (select
							from "Mute"
							where "muterId" = $35
							and "mutedId" = "collection"."ownerId")))
				or (not "collection"."hidden"
					and exists (select
						from "CollectionCurator" as "curator"
						where "curator"."collectionId" = "collection"."id"
						and "curator"."userId" = $36)))))
	when 'rnd_' then exists (select
		from "Render" as "render"
		where "render"."id" = "told"."aboutId"
		and ("render"."requestedById" = $37
			or (("render"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
					or ("render"."visibility" = 'FOLLOWERS'
						and exists (select
							from "Follow"
							where "followerId" = $38
							and "followedId" = "render"."requestedById")))
				and not "render"."hidden"
				and not exists (select
					from "Block"
					where "blockerId" = "render"."requestedById"
					and "blockedId" = $39))))
	else exists (select
		from "Comment" as "comment"
		left join "Artwork" as "artwork" on "artwork"."id" = "comment"."subjectId"
		left join "Collection" as "collection" on "collection"."id" = "comment"."subjectId"
		where "comment"."id" = "told"."aboutId"
		and "comment"."deletedAt" is null
		and ((not exists (select
					from "Block"
					where "blockerId" = $40
					and "blockedId" = "comment"."authorId")
				and not exists (select
					from "Block"
					where "blockerId" = "comment"."authorId"
					and "blockedId" = $41))
			and (not "comment"."hidden"
				or "comment"."authorId" = $42))
		and (("artwork"."publishedById" = $43
				or (("artwork"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
						or ("artwork"."visibility" = 'FOLLOWERS'
							and exists (select
								from "Follow"
								where "followerId" = $44
								and "followedId" = "artwork"."publishedById")))
					and not "artwork"."hidden"
					and not exists (select
						from "Block"
						where "blockerId" = "artwork"."publishedById"
						and "blockedId" = $45)))
			or ("collection"."deletedAt" is null
				and (("collection"."ownerId" = $46
						or (("collection"."visibility" in ('PUBLIC', 'UNLISTED', 'MEMBERS')
								or ("collection"."visibility" = 'FOLLOWERS'
									and exists (select
										from "Follow"
										where "followerId" = $47
										and "followedId" = "collection"."ownerId")))
							and not "collection"."hidden"
							and not exists (select
								from "Block"
								where "blockerId" = "collection"."ownerId"
								and "blockedId" = $48)))
					or (not "collection"."hidden"
						and exists (select
							from "CollectionCurator" as "curator"
							where "curator"."collectionId" = "collection"."id"
							and "curator"."userId" = $49)))))) end
	group by "kind", "subjectId") as "grouped"
where true
order by "createdAt" desc, "id" desc
limit $50;

-- markRead: nothing
update "Notification" as "told"
set "readAt" = now()
where "recipientId" = $1
and "readAt" is null;

-- markRead: nothing
update "Notification" as "told"
set "readAt" = now()
where "recipientId" = $1
and "readAt" is null
and exists (select
	from "Notification" as "newest"
	where "newest"."id" = $2
	and "newest"."recipientId" = $3
	and "newest"."kind" = "told"."kind"
	and "newest"."subjectId" = "told"."subjectId"
	and "newest"."createdAt" >= "told"."createdAt");

-- setSilenced: id text
update "User"
set "silenced" = $1
where "id" = $2
and "role" <> $3
returning "id";
