import { createHmac } from 'node:crypto';
import { isIdentifier } from '@galatea/render';
import { mayKnowRecipe, mayWatch, networksOf, nobody, type Viewer } from '@galatea/store/access';
import { type Audience, blockersOf, bondsOf, maximumNamed, type User } from '@galatea/store/accounts';
import type { Store } from '@galatea/store/database';
import { asSeenBy, type Render } from '@galatea/store/renders';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { share } from '../../live/shared-results.ts';
import type { PlaceEvent, SnapshotEvent, StoredEvent, ViewerEvent, WatchedEvent } from '../../live/watch.ts';
import { builder } from '../builder.ts';
import { hidden } from '../errors.ts';
import { PreviewType } from '../picture.ts';
import { RenderType, UserType } from '../references.ts';
import { EtaRangeType, QueuePlaceType, TermLossType } from './render.ts';

type Event = ViewerEvent<Render>;
type Stored<Type extends StoredEvent['type']> = Extract<StoredEvent, { readonly type: Type }>;

const typeNames: { readonly [Type in Event['type']]: string } = {
	snapshot: 'RenderSnapshot',
	queued: 'RenderQueued',
	watched: 'RenderWatched',
	warming: 'RenderWarming',
	started: 'RenderStarted',
	progress: 'RenderProgress',
	done: 'RenderDone',
	failed: 'RenderFailed',
	cancelled: 'RenderCancelled',
};

const RenderEventInterface = builder.interfaceRef<Event>('RenderEvent').implement({
	description: 'Numbered rising by render, across restarts of its worker.',
	resolveType: (event) => typeNames[event.type],
	fields: (t) => ({
		seq: t.exposeInt('seq'),
		attempt: t.exposeInt('attempt'),
		at: t.field({ type: 'DateTime', resolve: (event) => new Date(event.at) }),
	}),
});

const interfaces = [RenderEventInterface];

builder.objectRef<SnapshotEvent<Render>>('RenderSnapshot').implement({
	interfaces,
	description: 'Always the first event: the whole state, so that nothing need be remembered.',
	fields: (t) => ({ render: t.expose('render', { type: RenderType }) }),
});

builder.objectRef<PlaceEvent>('RenderQueued').implement({
	interfaces,
	description: 'Sent again whenever the place in the queue changes.',
	fields: (t) => ({ queue: t.field({ type: QueuePlaceType, resolve: (event) => event.place }) }),
});

builder.objectRef<WatchedEvent>('RenderWatched').implement({
	interfaces,
	description:
		'Sent to who is counted (`browser`): soon after the snapshot, and again whenever others watch than before.',
	fields: (t) => ({
		watcherCount: t.int({
			description: 'As `Render.watcherCount`.',
			resolve: (event) => event.audience.count,
		}),
		watchers: t.field({
			type: [UserType],
			description:
				'Members among them who let others see that they watch, at most 12, who came first before others; none whom the ' +
				'viewer has blocked or muted, or who has blocked the viewer.',
			extensions: { listSize: maximumNamed },
			resolve: (event) => [...event.audience.members],
		}),
	}),
});

builder.objectRef<Stored<'warming'>>('RenderWarming').implement({
	interfaces,
	description: 'A worker has it and loads the networks.',
});

builder.objectRef<Stored<'started'>>('RenderStarted').implement({
	interfaces,
	fields: (t) => ({
		fromStep: t.exposeInt('fromStep', {
			description: '0, or the step of the checkpoint from which another worker goes on.',
		}),
	}),
});

builder.objectRef<Stored<'progress'>>('RenderProgress').implement({
	interfaces,
	fields: (t) => ({
		step: t.exposeInt('step'),
		steps: t.exposeInt('steps'),
		loss: t.exposeFloat('loss'),
		terms: t.field({
			type: [TermLossType],
			description: 'None for who may not know the recipe.',
			resolve: (event) => [...event.terms],
		}),
		preview: t.expose('preview', {
			type: PreviewType,
			nullable: true,
			description: 'Null when this event brings no new picture.',
		}),
		eta: t.field({
			type: EtaRangeType,
			nullable: true,
			resolve: (event, _arguments, { remainingTimes }) => remainingTimes.of(event.renderId),
		}),
	}),
});

builder.objectRef<Stored<'done'>>('RenderDone').implement({
	interfaces,
	fields: (t) => ({
		render: t.field({
			type: RenderType,
			resolve: async (event, _arguments, { loaders }) => {
				const render = await loaders.renders.load(event.renderId);
				// The viewer may have lost sight of it since the event.
				if (!render) throw hidden('render', event.renderId);
				return render;
			},
		}),
	}),
});

builder.objectRef<Stored<'failed'>>('RenderFailed').implement({
	interfaces,
	fields: (t) => ({
		code: t.string({ resolve: (event) => event.code }),
		message: t.exposeString('message'),
		retryable: t.exposeBoolean('retryable'),
	}),
});

builder.objectRef<Stored<'cancelled'>>('RenderCancelled').implement({
	interfaces,
	fields: (t) => ({ step: t.exposeInt('step') }),
});

builder.subscriptionField('renderEvents', (t) =>
	t.field({
		type: RenderEventInterface,
		description: `A snapshot first, then what happens, until the render ends. With \`afterSeq\` the events after that number follow the
snapshot. A slow reader gets the newest progress, never a backlog. It ends when the viewer may not see the render any more.
With \`browser\`, a name that a browser has drawn for itself and keeps, it counts as one that watches, whatever the number of its
pages, and hears of the others; an empty one is counted by its network.`,
		args: { id: t.arg.id({ required: true }), afterSeq: t.arg.int(), browser: t.arg.string() },
		subscribe: (_root, { id, afterSeq, browser }, context) =>
			subscribe({ id, afterSeq: afterSeq ?? null, browser: browser ?? null }, context),
		resolve: (event) => event,
	}),
);

/** Characters of a browser's name for itself. */
const maximumBrowserLength = 64;

async function subscribe(
	{ id, afterSeq, browser }: { id: string; afterSeq: number | null; browser: string | null },
	{ hubs, store, person, audiences, networkSecret }: RequestContext,
) {
	if (afterSeq !== null && afterSeq < 0)
		throw new GraphQLError('afterSeq must be 0 or more: the number of the last event that was seen', {
			extensions: { code: 'BAD_USER_INPUT' },
		});
	if (browser !== null && browser.length > maximumBrowserLength)
		throw new GraphQLError(`browser must have at most ${maximumBrowserLength} characters`, {
			extensions: { code: 'BAD_USER_INPUT' },
		});
	let viewer = nobody;
	let knowsRecipe = false;
	const mayWatchNow = async () => {
		person.lookAgain();
		viewer = await person.viewer();
		knowsRecipe = await mayKnowRecipe(store, id, viewer);
		return mayWatch(store, id, viewer);
	};
	const show = async (event: Event) =>
		event.type === 'watched' ? withoutBlocked(store, event, viewer) : asShown(event, viewer, knowsRecipe);
	const join = (tell: (audience: Audience) => void) => {
		const hash = (text: string) => createHmac('sha256', networkSecret).update(text).digest('base64url');
		const network = hash(`network ${networksOf(person.address).network}`);
		const watcher = { renderId: id, network, browser: browser ? hash(`browser ${browser}`) : network };
		return audiences.join({ ...watcher, userId: viewer.userId }, tell);
	};
	const request = { renderId: id, afterSeq, mayWatch: mayWatchNow, join: browser === null ? null : join, show };
	const events = isIdentifier('render', id) ? await hubs.view(request) : null;
	if (events) return events;
	throw hidden('render', id);
}

/** Who watches, without those between whom and the viewer somebody has drawn a line. Who is nobody gets what all such get. */
async function withoutBlocked(store: Store, event: WatchedEvent, { userId }: Viewer): Promise<WatchedEvent> {
	const { members } = event.audience;
	if (userId === null || members.length === 0) return event;
	const ids = members.map(({ id }) => id);
	const [bonds, blockers] = await Promise.all([bondsOf(store, userId, ids), blockersOf(store, userId, ids)]);
	const isNamed = ({ id }: User, index: number) =>
		!bonds[index]?.has('block') && !bonds[index]?.has('mute') && !blockers.has(id);
	return { ...event, audience: { ...event.audience, members: members.filter(isNamed) } };
}

const withoutRecipe = new WeakMap<Event, Event>();

/** An event without what the viewer may not know of the recipe: one object for all who may not. */
function asShown(event: Event, viewer: Viewer, knowsRecipe: boolean): Event {
	if (event.type === 'snapshot') return { ...event, render: asSeenBy(event.render, viewer) };
	if (event.type === 'watched' || knowsRecipe || (event.type !== 'queued' && event.type !== 'progress')) return event;
	const known = withoutRecipe.get(event);
	if (known) return known;
	const made =
		event.type === 'queued' ? { ...event, place: { ...event.place, missingPackId: null } } : { ...event, terms: [] };
	withoutRecipe.set(event, share(made));
	return made;
}
