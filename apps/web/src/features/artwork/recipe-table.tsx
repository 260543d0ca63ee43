/** @file The parameters of a recipe, named. */
import { useFormatter, useTranslations } from 'next-intl';
import type { OptimiserName, RecipePartsFragment } from '../../graphql/generated/graphql.ts';

/** As their authors write them, in every language. */
const optimiserTitles: Readonly<Record<OptimiserName, string>> = {
	ADAM: 'Adam',
	ADAMW: 'AdamW',
	ADAGRAD: 'Adagrad',
	ADAMAX: 'Adamax',
	DIFFGRAD: 'DiffGrad',
	ADAMP: 'AdamP',
	RADAM: 'RAdam',
	RMSPROP: 'RMSprop',
};

/** A list of terms and values, not a grid of cells: it reads well aloud and on a narrow screen. */
export function RecipeTable({ recipe }: { readonly recipe: RecipePartsFragment }) {
	const t = useTranslations('Recipe');
	const format = useFormatter();
	const number = (value: number): string => format.number(value, { maximumSignificantDigits: 6 });
	const { cutouts } = recipe;
	const rows = [
		[t('size'), `${recipe.width} × ${recipe.height} px`],
		[t('steps'), number(recipe.steps)],
		...(recipe.forkStep === null ? [] : [[t('forkStep'), t('forkStepValue', { step: recipe.forkStep })]]),
		[t('seed'), recipe.seed],
		[t('pack'), recipe.packId],
		[t('learningRate'), `${optimiserTitles[recipe.optimiser.name]} ${number(recipe.optimiser.learningRate)}`],
		[t('cutouts'), t('cutoutsValue', { count: cutouts.count, method: t(`methods.${cutouts.method}`) })],
		...(cutouts.augmentations.length > 0
			? [[t('augmentations'), cutouts.augmentations.map((name) => t(`augmentationNames.${name}`)).join(', ')]]
			: []),
		[t('noise'), number(cutouts.noise)],
		[t('engine'), number(recipe.engineVersion)],
		[t('hash'), recipe.hash.slice(0, 16)],
	];
	return (
		<dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
			{rows.map(([name, value]) => (
				<div key={name} className="contents">
					<dt className="text-soft">{name}</dt>
					<dd className="break-all tabular-nums">{value}</dd>
				</div>
			))}
		</dl>
	);
}
