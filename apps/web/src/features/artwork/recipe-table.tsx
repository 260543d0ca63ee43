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

/** In the order of the form. */
const lossNames = [
	'totalVariation',
	'smoothness',
	'saturation',
	'symmetry',
	'palette',
	'latentVariation',
	'naturalNoise',
	'fewClasses',
	'keepInitial',
	'shrinkLatent',
] as const satisfies readonly (keyof RecipePartsFragment['losses'])[];

const tilingNames = { HORIZONTAL: 'horizontal', VERTICAL: 'vertical', BOTH: 'both' } as const;

/** Movements, and what each is where there is none. */
const motionRows = [
	{ name: 'zoom', still: 1 },
	{ name: 'turnDegrees', still: 0 },
	{ name: 'shiftX', still: 0 },
	{ name: 'shiftY', still: 0 },
] as const;

/** Where the render began, as the form names it; null where another row says it. */
function beginningOf({ kind, noise }: RecipePartsFragment['initial']) {
	if (kind === 'NOISE' && noise !== null) return noise.toLowerCase() as Lowercase<typeof noise>;
	if (kind === 'FORK' || kind === 'NOISE') return null;
	return kind === 'IMAGE' ? 'image' : 'codes';
}

/** A list of terms and values, not a grid of cells: it reads well aloud and on a narrow screen. */
export function RecipeTable({ recipe }: { readonly recipe: RecipePartsFragment }) {
	const t = useTranslations('Recipe');
	const format = useFormatter();
	const number = (value: number): string => format.number(value, { maximumSignificantDigits: 6 });
	const { cutouts, initial, imagePrompts, noisePrompts, ema, tiling, motion } = recipe;
	const create = useTranslations('Create');
	const beginning = beginningOf(initial);
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
		...(beginning === null ? [] : [[t('beginning'), create(`beginnings.${beginning}`)]]),
		...(imagePrompts.length > 0 ? [[t('imagePrompts'), number(imagePrompts.length)]] : []),
		...(noisePrompts.length > 0 ? [[t('noisePrompts'), number(noisePrompts.length)]] : []),
		...lossNames.flatMap((name) => {
			const loss = recipe.losses[name];
			return loss === null ? [] : [[create(`settings.${name}.label`), number(loss.weight)]];
		}),
		...(recipe.losses.palette === null
			? []
			: [[create('settings.paletteColours.label'), recipe.losses.palette.colours.join(' ')]]),
		...(tiling === 'NONE' ? [] : [[create('settings.tiling.label'), create(`choices.${tilingNames[tiling]}`)]]),
		...motionRows.flatMap(({ name, still }) =>
			motion === null || motion[name] === still ? [] : [[create(`settings.${name}.label`), number(motion[name])]],
		),
		...(motion === null ? [] : [[create('settings.motionEverySteps.label'), number(motion.everySteps)]]),
		...(ema === 0 ? [] : [[create('settings.ema.label'), number(ema)]]),
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
