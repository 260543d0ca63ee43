/**
 * @file In whose eyes the answer to a mutation is read. A program whose access token lacks READ may do what its other scopes
 * say, and reads of it what everybody would: its person's mail address, private pictures and hidden recipes are not
 * there, however a field leads to them.
 */
import { isOpenToAll, nobody } from '@galatea/store/access';
import type { Artwork } from '@galatea/store/artworks';
import { asSeenBy, type Render } from '@galatea/store/renders';
import type { GraphQLError } from 'graphql';
import type { RequestContext } from './context.ts';
import { createLoaders } from './loaders.ts';
import type { Person } from './person.ts';

/** How what is below a mutation is read by whose token lacks READ. */
interface EverybodysReading {
	/** For fields that may be null: one that asks who asks is refused. */
	readonly refusing: RequestContext;
	/** For fields that may not: one that asks who asks hears that it is nobody. */
	readonly nobodys: RequestContext;
	/** What a mutation gives back of its person's own, as everybody would have it. */
	readonly sourceOf: (typeName: string, source: unknown) => unknown;
}

const readings = new WeakMap<RequestContext, EverybodysReading>();

/** From here on what is below the mutations of a request is read as everybody does; `refusal` is told who asks for more. */
export function readAsEverybody(context: RequestContext, refusal: () => GraphQLError): void {
	if (readings.has(context)) return;
	const { store } = context;
	const loaders = createLoaders(store, async () => nobody);
	const as = (find: Person['find']): RequestContext => ({
		...context,
		loaders,
		person: { ...context.person, find, findOrCreate: () => Promise.reject(refusal()), viewer: async () => nobody },
	});
	readings.set(context, {
		refusing: as(() => Promise.reject(refusal())),
		nobodys: as(async () => null),
		sourceOf(typeName, source) {
			if (typeName === 'Render') return renderOfEverybody(source as Render);
			return typeName === 'Artwork' ? artworkOfEverybody(source as Artwork) : source;
		},
	});
}

/** Whether {@link readAsEverybody} was called for a context, and how it is read then; undefined where it was not. */
export function everybodysReading(context: RequestContext): EverybodysReading | undefined {
	return readings.get(context);
}

function renderOfEverybody(render: Render): Render {
	return asSeenBy({ ...render, recipeHidden: render.recipeHidden || !isOpenToAll(render) }, nobody);
}

function artworkOfEverybody(artwork: Artwork): Artwork {
	return artwork.recipeHidden || !isOpenToAll(artwork) ? { ...artwork, recipe: null } : artwork;
}
