/** @file The parameters of a recipe, named. */
import {
	enumName,
	type FieldPath,
	type FieldValue,
	isInEveryRecipe,
	type OptimiserName,
	valueAt,
} from '@galatea/render';
import { useFormatter, useTranslations } from 'next-intl';
import type { RecipePartsFragment } from '../../graphql/generated/graphql.ts';
import { printValue, settingNames, settings } from '../compose/settings.ts';

/** As their authors write them, in every language. */
const optimiserTitles: Readonly<Record<OptimiserName, string>> = {
	adam: 'Adam',
	adamw: 'AdamW',
	adagrad: 'Adagrad',
	adamax: 'Adamax',
	diffgrad: 'DiffGrad',
	adamp: 'AdamP',
	radam: 'RAdam',
	rmsprop: 'RMSprop',
};

interface RecipeTableProps {
	readonly recipe: RecipePartsFragment;
	/** The step whose picture is shown; null for the last. */
	readonly shownStep?: number | null;
}

/** A list of terms and values, not a grid of cells: it reads well aloud and on a narrow screen. */
export function RecipeTable({ recipe, shownStep = null }: RecipeTableProps) {
	const t = useTranslations('Recipe');
	const create = useTranslations('Create');
	const format = useFormatter();
	const number = (value: number): string => format.number(value, { maximumSignificantDigits: 6 });
	const json = typeof recipe.json === 'object' && recipe.json !== null ? recipe.json : {};
	const at = <Path extends FieldPath>(path: Path): FieldValue<Path> | undefined => valueAt(json, path);

	/** A value in the words of the form. */
	function textOf(value: FieldValue): string {
		if (typeof value === 'number') return number(value);
		if (typeof value === 'object')
			return value.map((each) => (typeof each === 'number' ? number(each) : each)).join(' ');
		const key = `choices.${printValue(value)}` as Parameters<typeof create>[0];
		return create.has(key) ? create(key) : String(value);
	}
	/** Where the render began; null where another row says it. */
	function beginning(): string | null {
		const kind = at('initial.kind');
		const name = kind === 'noise' ? at('initial.noise') : kind;
		return name === undefined || name === 'fork' ? null : create(`beginnings.${name}`);
	}
	const [optimiser, method] = [at('optimiser.name'), at('cutouts.method')];
	const augmentations = at('cutouts.augmentations') ?? [];
	const begins = beginning();
	const rows = [
		[t('size'), `${recipe.width} × ${recipe.height} px`],
		[t('steps'), number(recipe.steps)],
		...(shownStep === null || shownStep === recipe.steps
			? []
			: [[t('shownStep'), t('shownStepValue', { step: shownStep, steps: recipe.steps })]]),
		...(recipe.forkStep === null ? [] : [[t('forkStep'), t('forkStepValue', { step: recipe.forkStep })]]),
		[t('seed'), recipe.seed],
		[t('pack'), recipe.packId],
		...(optimiser === undefined
			? []
			: [[t('learningRate'), `${optimiserTitles[optimiser]} ${number(at('optimiser.learningRate') ?? 0)}`]]),
		...(method === undefined
			? []
			: [
					[
						t('cutouts'),
						t('cutoutsValue', { count: at('cutouts.count') ?? 0, method: t(`methods.${enumName(method)}`) }),
					],
				]),
		...(augmentations.length > 0
			? [[t('augmentations'), augmentations.map((name) => t(`augmentationNames.${enumName(name)}`)).join(', ')]]
			: []),
		[t('noise'), number(at('cutouts.noise') ?? 0)],
		...(begins === null ? [] : [[t('beginning'), begins]]),
		...(recipe.imagePrompts.length > 0 ? [[t('imagePrompts'), number(recipe.imagePrompts.length)]] : []),
		...(recipe.noisePrompts.length > 0 ? [[t('noisePrompts'), number(recipe.noisePrompts.length)]] : []),
		// What every recipe says is above; all else is here where a recipe says it.
		...settingNames.flatMap((name) => {
			const { path } = settings[name];
			const value = path === null || isInEveryRecipe(path) ? undefined : at(path);
			return value === undefined ? [] : [[create(`settings.${name}.label`), textOf(value)]];
		}),
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
