/** @file The members of a gallery, for admins. */
import { type ListedMember, listMembers, type MemberPage } from '@galatea/store/accounts';
import { CursorError, maximumPageSize, type Store } from '@galatea/store/database';
import { GraphQLError } from 'graphql';
import { builder } from '../builder.ts';
import { type PageInfoSource, PageInfoType } from '../page-info.ts';
import { UserType } from '../references.ts';

type Page = MemberPage & PageInfoSource;

const HostedMemberType = builder.objectRef<ListedMember>('HostedMember').implement({
	description: 'A member, with what admins see of them besides what everybody does.',
	fields: (t) => ({
		user: t.field({
			type: UserType,
			description: 'Who it is.',
			resolve: async ({ userId }, _arguments, { loaders }) => {
				const user = await loaders.users.load(userId);
				if (!user) throw new Error(`User ${userId} is missing`);
				return user;
			},
		}),
		lastSeenAt: t.expose('lastSeenAt', {
			type: 'DateTime',
			nullable: true,
			description: 'When a browser of theirs was last here, to the day; null for none that is signed in.',
		}),
		artworkCount: t.exposeInt('artworkCount', { description: 'Published pictures, whoever may see them.' }),
		recentRenderCount: t.exposeInt('recentRenderCount', { description: 'Renders of the last 30 days.' }),
	}),
});

const HostedMemberEdgeType = builder.objectRef<MemberPage['edges'][number]>('HostedMemberEdge').implement({
	fields: (t) => ({
		cursor: t.exposeString('cursor'),
		node: t.expose('member', { type: HostedMemberType }),
	}),
});

export const HostedMemberConnectionType = builder.objectRef<Page>('HostedMemberConnection').implement({
	fields: (t) => ({
		// The field `members` counts the page already (operation-limits.ts).
		edges: t.field({ type: [HostedMemberEdgeType], extensions: { listSize: 1 }, resolve: (page) => [...page.edges] }),
		pageInfo: t.field({ type: PageInfoType, resolve: (page) => page }),
	}),
});

/** A page of members. Throws BAD_USER_INPUT for a page that cannot be. */
export async function readMembers(store: Store, request: Parameters<typeof listMembers>[1]): Promise<Page> {
	if (request.first < 1 || request.first > maximumPageSize)
		throw refusal(`first must be from 1 to ${maximumPageSize}, not ${request.first}`);
	try {
		return { ...(await listMembers(store, request)), after: request.after };
	} catch (error) {
		if (!(error instanceof CursorError)) throw error;
		throw refusal('after is not a cursor of this list; leave it out to begin at the newest');
	}
}

function refusal(message: string): GraphQLError {
	return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
