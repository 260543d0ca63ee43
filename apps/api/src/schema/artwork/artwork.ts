import { isIdentifier, maximumTags } from '@galatea/render';
import { builder } from '../builder.ts';
import { ContentLevelType, LicenceType, RemixPermissionType, RemixPolicyType, VisibilityType } from '../enums.ts';
import { hidden } from '../errors.ts';
import { NodeInterface } from '../node.ts';
import { ImageType } from '../picture.ts';
import { ArtworkType, RecipeType, RenderType, UserType } from '../references.ts';
import { isVeiled } from '../veil.ts';

/** As the store gives at most. */
const maximumRemixes = 50;
/** A usual number, for the cost of a question: a mix of two that begins from a third. */
export const maximumParents = 3;

ArtworkType.implement({
	interfaces: [NodeInterface],
	description: 'A published picture.',
	fields: (t) => ({
		title: t.exposeString('title'),
		alternativeText: t.exposeString('alternativeText', {
			nullable: true,
			description:
				'What it shows, in words of its person, for those who do not see it. Null where they said nothing: then its title, and ' +
				'its prompt where that may be known, stand for it.',
		}),
		tags: t.stringList({
			description: 'Those of its person: lower-case words without `#`, alphabetically, at most 20.',
			extensions: { listSize: maximumTags },
			resolve: async (artwork, _arguments, { loaders }) => [...(await loaders.tags.load(artwork.id))],
		}),
		image: t.expose('image', { type: ImageType }),
		thumbnail: t.expose('thumbnail', { type: ImageType, description: 'A WebP no wider than 512 px, for lists.' }),
		step: t.exposeInt('step', {
			nullable: true,
			description:
				'The step of its run whose picture it is: the last of its recipe, or an earlier one that its person chose. Null for ' +
				'everybody but its person when `recipeHidden`.',
		}),
		recipe: t.expose('recipe', {
			type: RecipeType,
			nullable: true,
			description: 'Null for everybody but its person when `recipeHidden`.',
		}),
		recipeHidden: t.exposeBoolean('recipeHidden', { description: 'Whether only its person may know how it was made.' }),
		render: t.field({
			type: RenderType,
			resolve: async (artwork, _arguments, { loaders }) => {
				const render = await loaders.renders.load(artwork.renderId);
				// Who may see an artwork may see its render; that may have ended since the artwork was read.
				if (!render) throw hidden('artwork', artwork.id);
				return render;
			},
		}),
		publishedBy: t.field({
			type: UserType,
			resolve: async (artwork, _arguments, { loaders }) => {
				const user = await loaders.users.load(artwork.publishedById);
				if (!user) throw new Error(`User ${artwork.publishedById} of artwork ${artwork.id} is missing`);
				return user;
			},
		}),
		publishedAt: t.expose('publishedAt', { type: 'DateTime' }),
		visibility: t.expose('visibility', { type: VisibilityType }),
		licence: t.expose('licence', { type: LicenceType, nullable: true, description: 'Null for none stated.' }),
		contentLevel: t.expose('contentLevel', { type: ContentLevelType }),
		viewerVeiled: t.boolean({
			description:
				'Whether the viewer wants a warning before it: it is above what they want to see, and not their own.',
			resolve: (artwork, _arguments, context) => isVeiled(artwork.contentLevel, artwork.publishedById, context),
		}),
		hidden: t.exposeBoolean('hidden', {
			description: 'By moderators: nobody else but its person sees it.',
		}),
		remixPolicy: t.expose('remixPolicy', { type: RemixPolicyType }),
		viewerRemixPermission: t.field({
			type: RemixPermissionType,
			resolve: (artwork, _arguments, { loaders }) => loaders.remixPermissions.load(artwork.id),
		}),
		viewerCanEdit: t.boolean({
			resolve: async (artwork, _arguments, { person }) => (await person.find())?.id === artwork.publishedById,
		}),
		parents: t.field({
			type: [ArtworkType],
			description: 'What it was made from, as far as the viewer may see it.',
			extensions: { listSize: maximumParents },
			resolve: async (artwork, _arguments, { loaders }) => {
				const credits = await loaders.parents.load(artwork.id);
				const ids = credits.flatMap((credit) => credit.parentId ?? []);
				const parents = await Promise.all(ids.map((id) => loaders.artworks.load(id)));
				return parents.filter((parent) => parent !== null);
			},
		}),
		remixes: t.field({
			type: [ArtworkType],
			description: 'Published remixes, newest first, at most 50; `remixCount` says how many there are.',
			extensions: { listSize: maximumRemixes },
			resolve: async (artwork, _arguments, { loaders }) => [...(await loaders.remixes.load(artwork.id))],
		}),
		remixCount: t.int({
			description: 'All published remixes that are listed for who asks, also those beyond the newest 50.',
			resolve: async (artwork, _arguments, { loaders }) => {
				// Who asks for it asks for the list as well; below the most that it holds, nothing else need be counted.
				const { length } = await loaders.remixes.load(artwork.id);
				return length < maximumRemixes ? length : loaders.remixCounts.load(artwork.id);
			},
		}),
	}),
});

builder.queryField('artwork', (t) =>
	t.field({
		type: ArtworkType,
		nullable: true,
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, { loaders }) => (isIdentifier('artwork', id) ? loaders.artworks.load(id) : null),
	}),
);
