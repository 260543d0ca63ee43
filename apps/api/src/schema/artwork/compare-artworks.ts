import { compareRecipes, isIdentifier, type RecipeDifference } from '@galatea/render';
import type { Artwork } from '@galatea/store/artworks';
import { builder } from '../builder.ts';
import { ArtworkType } from '../references.ts';

type TermDifference = RecipeDifference['terms'][number];
type Term = NonNullable<TermDifference['before']>;

interface Comparison {
	readonly before: Artwork;
	readonly after: Artwork;
	/** Null where the viewer may not know both recipes. */
	readonly difference: RecipeDifference | null;
}

const TermKindType = builder.enumType('TermKind', {
	values: { TEXT: { value: 'text' }, IMAGE: { value: 'image' }, NOISE: { value: 'noise' } } as const,
});

const ComparedTermType = builder.objectRef<Term>('ComparedTerm').implement({
	fields: (t) => ({
		kind: t.expose('kind', { type: TermKindType }),
		subject: t.string({
			description: "A text, the SHA-256 of a picture's file, or the seed of a noise.",
			resolve: (term) => (term.kind === 'text' ? term.text : term.kind === 'image' ? term.sha256 : term.seed),
		}),
		weight: t.exposeFloat('weight'),
		stop: t.exposeFloat('stop', { nullable: true }),
		isScheduled: t.boolean({
			description: 'Whether its weight changes over the steps.',
			resolve: ({ schedule }) => schedule !== undefined,
		}),
		isRegional: t.boolean({
			description: 'Whether it counts in a part of the picture only.',
			resolve: ({ region, mask }) => region !== undefined || mask !== undefined,
		}),
	}),
});

const TermDifferenceType = builder.objectRef<TermDifference>('TermDifference').implement({
	description: 'A term that only one of two recipes has, or that both have with other numbers.',
	fields: (t) => ({
		before: t.expose('before', { type: ComparedTermType, nullable: true }),
		after: t.expose('after', { type: ComparedTermType, nullable: true }),
	}),
});

const MemberDifferenceType = builder.objectRef<RecipeDifference['members'][number]>('MemberDifference').implement({
	description: 'A member of the recipe that has another value.',
	fields: (t) => ({
		path: t.exposeString('path', { description: 'Names joined by dots, such as `optimiser.learningRate`.' }),
		before: t.field({ type: 'JSON', nullable: true, resolve: ({ before }) => before }),
		after: t.field({ type: 'JSON', nullable: true, resolve: ({ after }) => after }),
	}),
});

const ComparisonType = builder.objectRef<Comparison>('ArtworkComparison').implement({
	fields: (t) => ({
		before: t.expose('before', { type: ArtworkType }),
		after: t.expose('after', { type: ArtworkType }),
		isSameRecipe: t.boolean({
			nullable: true,
			description: 'Null, as are `terms` and `members`, where the viewer may not know both recipes.',
			resolve: ({ difference }) => difference && difference.terms.length === 0 && difference.members.length === 0,
		}),
		terms: t.field({
			type: [TermDifferenceType],
			nullable: true,
			resolve: ({ difference }) => difference && [...difference.terms],
		}),
		members: t.field({
			type: [MemberDifferenceType],
			nullable: true,
			resolve: ({ difference }) => difference && [...difference.members],
		}),
	}),
});

builder.queryField('compareArtworks', (t) =>
	t.field({
		type: ComparisonType,
		nullable: true,
		description: 'What the recipes of two artworks differ in; null when the viewer may not see both.',
		args: { beforeId: t.arg.id({ required: true }), afterId: t.arg.id({ required: true }) },
		resolve: async (_root, { beforeId, afterId }, { loaders }) => {
			const load = (id: string) => (isIdentifier('artwork', id) ? loaders.artworks.load(id) : null);
			const [before, after] = await Promise.all([load(beforeId), load(afterId)]);
			if (!before || !after) return null;
			const difference = before.recipe && after.recipe && compareRecipes(before.recipe, after.recipe);
			return { before, after, difference };
		},
	}),
);
