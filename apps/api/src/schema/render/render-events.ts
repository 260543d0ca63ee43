import { isIdentifier } from '@galatea/render';
import { mayKnowRecipe, mayWatch, nobody, type Viewer } from '@galatea/store/access';
import { asSeenBy, type Render } from '@galatea/store/renders';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { share } from '../../live/shared-results.ts';
import type { PlaceEvent, SnapshotEvent, StoredEvent, ViewerEvent } from '../../live/watch.ts';
import { builder } from '../builder.ts';
import { hidden } from '../errors.ts';
import { PreviewType } from '../picture.ts';
import { RenderType } from '../references.ts';
import { EtaRangeType, QueuePlaceType, TermLossType } from './render.ts';

type Event = ViewerEvent<Render>;
type Stored<Type extends StoredEvent['type']> = Extract<StoredEvent, { readonly type: Type }>;

const typeNames: { readonly [Type in Event['type']]: string } = {
	snapshot: 'RenderSnapshot',
	queued: 'RenderQueued',
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
snapshot. A slow reader gets the newest progress, never a backlog. It ends when the viewer may not see the render any more.`,
		args: { id: t.arg.id({ required: true }), afterSeq: t.arg.int() },
		subscribe: (_root, { id, afterSeq }, context) => subscribe(id, afterSeq ?? null, context),
		resolve: (event) => event,
	}),
);

async function subscribe(id: string, afterSeq: number | null, { hubs, store, person }: RequestContext) {
	if (afterSeq !== null && afterSeq < 0)
		throw new GraphQLError('afterSeq must be 0 or more: the number of the last event that was seen', {
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
	const show = (event: Event) => asShown(event, viewer, knowsRecipe);
	const request = { renderId: id, afterSeq, mayWatch: mayWatchNow, show };
	const events = isIdentifier('render', id) ? await hubs.view(request) : null;
	if (events) return events;
	throw hidden('render', id);
}

const withoutRecipe = new WeakMap<Event, Event>();

/** An event without what the viewer may not know of the recipe: one object for all who may not. */
function asShown(event: Event, viewer: Viewer, knowsRecipe: boolean): Event {
	if (event.type === 'snapshot') return { ...event, render: asSeenBy(event.render, viewer) };
	if (knowsRecipe || (event.type !== 'queued' && event.type !== 'progress')) return event;
	const known = withoutRecipe.get(event);
	if (known) return known;
	const made =
		event.type === 'queued' ? { ...event, place: { ...event.place, missingPackId: null } } : { ...event, terms: [] };
	withoutRecipe.set(event, share(made));
	return made;
}
