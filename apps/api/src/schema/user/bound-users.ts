/** @file Whom somebody follows, mutes and blocks, for themselves alone. */
import { type Bond, type BoundPage, type BoundUser, listBound, type User } from '@galatea/store/accounts';
import { CursorError, maximumPageSize } from '@galatea/store/database';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { type PageInfoSource, PageInfoType } from '../page-info.ts';
import { UserType } from '../references.ts';

type Page = BoundPage & PageInfoSource;

const BoundUserEdgeType = builder
	.objectRef<{ readonly cursor: string; readonly bound: BoundUser }>('BoundUserEdge')
	.implement({
		fields: (t) => ({
			cursor: t.exposeString('cursor'),
			since: t.field({ type: 'DateTime', resolve: ({ bound }) => bound.since }),
			node: t.field({
				type: UserType,
				resolve: async ({ bound }, _arguments, { loaders }) => {
					const user = await loaders.users.load(bound.userId);
					if (!user) throw new Error(`User ${bound.userId} is missing`);
					return user;
				},
			}),
		}),
	});

const BoundUserConnectionType = builder.objectRef<Page>('BoundUserConnection').implement({
	fields: (t) => ({
		// The field that leads here counts the page already (operation-limits.ts).
		edges: t.field({ type: [BoundUserEdgeType], extensions: { listSize: 1 }, resolve: (page) => [...page.edges] }),
		pageInfo: t.field({ type: PageInfoType, resolve: (page) => page }),
	}),
});

const fields: Readonly<Record<Bond, string>> = { follow: 'followedUsers', mute: 'mutedUsers', block: 'blockedUsers' };

for (const bond of ['follow', 'mute', 'block'] as const)
	builder.objectField(UserType, fields[bond], (t) =>
		t.field({
			type: BoundUserConnectionType,
			nullable: true,
			description: 'Of who asks, the newest first; null of everybody else.',
			args: { first: t.arg.int({ defaultValue: 20 }), after: t.arg.string() },
			extensions: { listSize: 20 },
			resolve: (user, { first, after }, context) => readPage(user, bond, first ?? 20, after ?? null, context),
		}),
	);

async function readPage(
	user: User,
	bond: Bond,
	first: number,
	after: string | null,
	{ store, person }: RequestContext,
): Promise<Page | null> {
	if ((await person.find())?.id !== user.id) return null;
	if (first < 1 || first > maximumPageSize) throw refusal(`first must be from 1 to ${maximumPageSize}, not ${first}`);
	try {
		return { ...(await listBound(store, bond, user.id, { first, after })), after };
	} catch (error) {
		if (!(error instanceof CursorError)) throw error;
		throw refusal('after is not a cursor of this list; leave it out to begin at the newest');
	}
}

function refusal(message: string): GraphQLError {
	return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
