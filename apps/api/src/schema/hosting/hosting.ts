/** @file What an admin sees of the gallery's work: what waits and since when, who works, what failed, what is reported. */
import { listHostActs, listSignUpInvitations, maximumShownActs, maximumShownInvitations } from '@galatea/store/gallery';
import { countOpenReports } from '@galatea/store/moderation';
import {
	hostedRenders,
	maximumFailureCodes,
	maximumHostedRenders,
	type RecentFailures,
	recentFailures,
	type UnfinishedRenders,
	unfinishedRenders,
	unfinishedStates,
} from '@galatea/store/renders';
import type { RequestContext } from '../../context.ts';
import { MemberRoleType } from '../account/set-role.ts';
import { builder } from '../builder.ts';
import { SignUpInvitationType } from '../gallery/sign-up-invitations.ts';
import { GalleryVersionType, galleryVersion } from './gallery-version.ts';
import { HostActType } from './host-acts.ts';
import { HostedRenderType, UnfinishedStateType } from './hosted-renders.ts';
import { HostedWorkerType, hostedWorkers } from './hosted-workers.ts';
import { HostedMemberConnectionType, readMembers } from './members.ts';
import { GalleryStorageType, recentStorageUse } from './storage.ts';

/** Machines of one gallery, as they are counted for the cost of a request. */
const usualWorkers = 10;

const UnfinishedRendersType = builder.objectRef<UnfinishedRenders>('UnfinishedRenders').implement({
	description: 'Renders of one state; for admins.',
	fields: (t) => ({
		state: t.expose('state', { type: UnfinishedStateType }),
		count: t.exposeInt('count', { description: 'How many renders.' }),
		oldestAt: t.expose('oldestAt', { type: 'DateTime', description: 'When the oldest of them was asked for.' }),
	}),
});

const RecentFailuresType = builder.objectRef<RecentFailures>('RecentFailures').implement({
	description: 'Renders that failed for one reason; for admins.',
	fields: (t) => ({
		code: t.exposeString('code', { description: "As of a render's failure; `UNKNOWN` where none was written down." }),
		count: t.exposeInt('count', { description: 'How many renders.' }),
		lastAt: t.expose('lastAt', { type: 'DateTime', description: 'When the last of them failed.' }),
	}),
});

type Hosting = Pick<RequestContext, 'store'>;

const HostingType = builder.objectRef<Hosting>('Hosting').implement({
	description: 'The work of the gallery, as it is now; for admins.',
	fields: (t) => ({
		unfinished: t.field({
			type: [UnfinishedRendersType],
			description: 'Renders that are not over, by states in which there are some.',
			extensions: { listSize: unfinishedStates.length },
			resolve: async ({ store }) => [...(await unfinishedRenders(store))],
		}),
		renders: t.field({
			type: [HostedRenderType],
			description: `Renders that are not over: those that a worker has, then the line, then what people let wait; at most
${maximumHostedRenders}.`,
			extensions: { listSize: maximumHostedRenders },
			resolve: async ({ store }) => [...(await hostedRenders(store))],
		}),
		workers: t.field({
			type: [HostedWorkerType],
			description: 'Those that were seen within the last seconds, by name.',
			extensions: { listSize: usualWorkers },
			resolve: ({ store }) => hostedWorkers(store),
		}),
		failures: t.field({
			type: [RecentFailuresType],
			description: `Why renders failed within the last day, the most frequent reason first, at most ${maximumFailureCodes}.`,
			extensions: { listSize: maximumFailureCodes },
			resolve: async ({ store }) => [...(await recentFailures(store))],
		}),
		openReportCount: t.int({
			description: 'How many reports nobody has decided yet.',
			resolve: ({ store }) => countOpenReports(store),
		}),
		members: t.field({
			type: HostedMemberConnectionType,
			description: 'Members who have not left, who signed up last first.',
			args: {
				first: t.arg.int({ defaultValue: 20 }),
				after: t.arg.string(),
				words: t.arg.string({ description: 'A part of a handle or a name, or a whole e-mail address.' }),
				role: t.arg({ type: MemberRoleType, description: 'Only these; all without it.' }),
				suspended: t.arg.boolean({ defaultValue: false, description: 'Only who is suspended now.' }),
			},
			extensions: { listSize: 20 },
			resolve: ({ store }, { first, after, words, role, suspended }) =>
				readMembers(store, {
					first: first ?? 20,
					after: after ?? null,
					words: words ?? '',
					role: role ?? null,
					suspended: suspended ?? false,
				}),
		}),
		storage: t.field({
			type: GalleryStorageType,
			description: 'The files of the gallery. Read from the disk, at most 5 s ago.',
			extensions: { cost: 1_000 },
			resolve: ({ store }) => recentStorageUse(store),
		}),
		signUpInvitations: t.field({
			type: [SignUpInvitationType],
			description: `Those that are good, the newest first, at most ${maximumShownInvitations}.`,
			extensions: { listSize: maximumShownInvitations },
			resolve: async ({ store }) => [...(await listSignUpInvitations(store))],
		}),
		acts: t.field({
			type: [HostActType],
			description: `What admins did with the gallery and its members' accounts, the newest first, at most ${maximumShownActs}.`,
			extensions: { listSize: maximumShownActs },
			resolve: async ({ store }) => [...(await listHostActs(store))],
		}),
		version: t.field({
			type: GalleryVersionType,
			description: 'Which version of the program runs, and what its next start would change.',
			resolve: ({ store }) => galleryVersion(store),
		}),
	}),
});

builder.queryField('hosting', (t) =>
	t.field({
		type: HostingType,
		nullable: true,
		description: 'What the gallery is at, for its host. Null for who is no admin.',
		resolve: async (_root, _arguments, { store, person }) =>
			(await person.viewer()).role === 'ADMIN' ? { store } : null,
	}),
);
