import { type Family, familyOf } from '@galatea/store/artworks';
import { builder } from '../builder.ts';
import { LineageKindType } from '../enums.ts';
import { ArtworkType } from '../references.ts';
import { maximumParents } from './artwork.ts';

type Member = Family['members'][number];
type Credit = Family['credits'][number];

/** As the store gives at most, and the artwork itself. */
const maximumMembers = 121;

const FamilyMemberType = builder.objectRef<Member>('FamilyMember').implement({
	fields: (t) => ({
		artwork: t.expose('artwork', { type: ArtworkType }),
		generation: t.exposeInt('generation', {
			description:
				'0 for the artwork itself; below, what it was made from; above, what was made from it. Of several ways the longest.',
		}),
	}),
});

const FamilyCreditType = builder.objectRef<Credit>('FamilyCredit').implement({
	description: 'That one picture was made from another.',
	fields: (t) => ({
		childId: t.exposeID('childId'),
		parentId: t.exposeID('parentId', { nullable: true, description: 'Null when the parent was removed.' }),
		parentTitle: t.exposeString('parentTitle', {
			description: 'As it was when the child was published; empty for what is gone and was not public.',
		}),
		parentStep: t.exposeInt('parentStep', {
			nullable: true,
			description: "Of a `FORK`: the step of the parent's render from which the child went on.",
		}),
		kind: t.expose('kind', { type: LineageKindType }),
		share: t.exposeFloat('share', {
			nullable: true,
			description: "Of a `MIX`: the parent's part of the recipe, at most 1.",
		}),
		isVerified: t.boolean({
			description: 'Whether the gallery itself knows it; an `IMPORT` is what somebody uploaded says.',
			resolve: ({ kind }) => kind !== 'IMPORT',
		}),
	}),
});

const FamilyType = builder.objectRef<Family>('Family').implement({
	description: 'The ancestors and descendants of an artwork that are listed for the viewer, at most 120.',
	fields: (t) => ({
		members: t.field({
			type: [FamilyMemberType],
			description: 'By generation, the oldest first.',
			extensions: { listSize: maximumMembers },
			resolve: (family) => [...family.members],
		}),
		credits: t.field({
			type: [FamilyCreditType],
			description: 'Between members, and to what is gone.',
			extensions: { listSize: maximumMembers },
			resolve: (family) => [...family.credits],
		}),
		isWhole: t.exposeBoolean('isWhole', { description: 'False where members were left out.' }),
	}),
});

builder.objectField(ArtworkType, 'family', (t) =>
	t.field({
		type: FamilyType,
		description: 'Everything that it was made from, and that was made from it.',
		// Some queries for each generation.
		extensions: { cost: 200 },
		resolve: async (artwork, _arguments, { store, person }) => familyOf(store, artwork.id, await person.viewer()),
	}),
);

builder.objectField(ArtworkType, 'credits', (t) =>
	t.field({
		type: [FamilyCreditType],
		description: 'What it was made from, as far as the viewer may see it, and what of it is gone.',
		extensions: { listSize: maximumParents },
		resolve: async ({ id }, _arguments, { loaders }) =>
			(await loaders.parents.load(id)).map((credit) => ({ ...credit, childId: id })),
	}),
);
