/** @file Where who asks is signed in, and ending it elsewhere. */
import { type BrowserSession, endSessions, listSessions } from '@galatea/store/accounts';
import { builder } from '../builder.ts';
import { UserType } from '../references.ts';
import { deviceName } from './device-name.ts';

/** As the store gives at most. */
const maximumSessions = 50;

const BrowserSessionType = builder.objectRef<BrowserSession>('BrowserSession').implement({
	description: 'A browser that is signed in.',
	fields: (t) => ({
		id: t.exposeID('id'),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
		lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', description: 'To the day.' }),
		device: t.string({
			nullable: true,
			description: 'Browser and system as the browser names itself, such as `Firefox, Linux`; null when it does not.',
			resolve: ({ userAgent }) => deviceName(userAgent),
		}),
		current: t.exposeBoolean('current', { description: 'Whether it is the one that asks.' }),
	}),
});

builder.objectField(UserType, 'sessions', (t) =>
	t.field({
		type: [BrowserSessionType],
		description: 'Of who asks, from a browser; none of anybody else, and none for a program.',
		extensions: { listSize: maximumSessions },
		resolve: async (user, _arguments, { store, person }) => {
			const isOwn = person.session !== null && (await person.find())?.id === user.id;
			return isOwn ? [...(await listSessions(store, user.id, person.session))] : [];
		},
	}),
);

builder.mutationField('endSessions', (t) =>
	t.int({
		description: 'Signs out a browser of the caller, or without an id all but the one that asks; says how many.',
		args: { id: t.arg.id() },
		resolve: async (_root, { id }, { store, person }) => {
			const user = await person.find();
			if (!user || person.session === null) return 0;
			return endSessions(store, { userId: user.id, id: id ?? null, cookie: person.session });
		},
	}),
);
