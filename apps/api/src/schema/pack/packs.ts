import type { Tokenizer } from '@galatea/networks';
import type { OfferedPack } from '@galatea/optimiser';
import type { Shelf } from '../../context.ts';
import { builder } from '../builder.ts';
import { CutoutsType } from '../recipe/cutouts.ts';
import { enumAt } from '../recipe/fields.ts';
import { InitialType } from '../recipe/initial.ts';
import { RateScheduleType } from '../recipe/optimiser.ts';
import { maximumTrainingData, TrainingDataType } from './training-data.ts';

const PackSizesType = builder.objectRef<OfferedPack['sizes']>('PackSizes').implement({
	fields: (t) => ({
		minimumPx: t.exposeInt('minimumPx'),
		maximumPx: t.exposeInt('maximumPx'),
		multipleOf: t.exposeInt('multipleOf'),
	}),
});

const PackDefaultsType = builder.objectRef<OfferedPack['defaults']>('PackDefaults').implement({
	fields: (t) => ({
		width: t.exposeInt('width'),
		height: t.exposeInt('height'),
		steps: t.exposeInt('steps'),
		learningRate: t.exposeFloat('learningRate'),
		rateSchedule: t.field({
			type: RateScheduleType,
			nullable: true,
			description: 'How the learning rate falls; null when it stays.',
			resolve: (defaults) => defaults.rateSchedule,
		}),
		cutouts: t.int({ resolve: (defaults) => defaults.cutouts.count }),
		cutMethod: t.field({ type: enumAt('cutouts.method'), resolve: (defaults) => defaults.cutouts.method }),
		cutoutDetails: t.field({
			type: CutoutsType,
			description: 'All of how its renders look at a picture.',
			resolve: (defaults) => defaults.cutouts,
		}),
		initial: t.expose('initial', { type: InitialType }),
	}),
});

const GeneratorKindType = builder.enumType('GeneratorKind', {
	values: {
		TAMING_VQGAN: { value: 'taming-vqgan', description: 'A VQGAN: its latent is rows of a codebook.' },
		TAESD_VQ: { value: 'taesd-vq', description: 'A TAESD behind a codebook, as that of the starter pack.' },
		BIGGAN_DEEP: {
			value: 'biggan-deep',
			description:
				'A BigGAN: its latent is noise and classes, its pictures have one size, and it begins from no picture.',
		},
	} as const,
});

const PackType = builder.objectRef<OfferedPack>('Pack').implement({
	description: 'A generator and its perceptors, with what they may be asked for.',
	fields: (t) => ({
		id: t.exposeID('id'),
		title: t.exposeString('title'),
		description: t.exposeString('description'),
		licence: t.exposeString('licence'),
		training: t.field({
			type: [TrainingDataType],
			description: 'What its networks learnt from; empty where nobody has said it.',
			extensions: { listSize: maximumTrainingData },
			resolve: ({ training }) => [...training],
		}),
		hash: t.exposeString('hash'),
		generator: t.expose('generator', { type: GeneratorKindType }),
		sizes: t.expose('sizes', { type: PackSizesType }),
		defaults: t.expose('defaults', { type: PackDefaultsType }),
		perceptors: t.int({ resolve: (pack) => pack.tokenizers.length }),
		vocabularySize: t.int({
			nullable: true,
			description: "Words it knows; null when it knows every word (CLIP's own tokenizer).",
			resolve: vocabularySize,
		}),
	}),
});

/** Words that every perceptor of a pack knows at most; null when all of them can spell every word. */
function vocabularySize(pack: OfferedPack): number | null {
	const sizes = pack.tokenizers.filter((tokenizer) => tokenizer.kind === 'words').map(wordCount);
	return sizes.length === 0 ? null : Math.min(...sizes);
}

// Besides the words a vocabulary numbers padding (0), start and end.
function wordCount(tokenizer: Tokenizer): number {
	return tokenizer.vocabularySize - 3;
}

/** The packs of a shelf in its order, but for the default one, which comes first. */
export function defaultFirst({ packs, defaultPackId }: Shelf): OfferedPack[] {
	const isDefault = ({ id }: OfferedPack): boolean => id === defaultPackId;
	return [...packs.filter(isDefault), ...packs.filter((pack) => !isDefault(pack))];
}

builder.queryField('packs', (t) =>
	t.field({
		type: [PackType],
		description: 'What can be rendered with; first the pack that is taken when nobody says which.',
		resolve: (_root, _arguments, { shelf }) => defaultFirst(shelf),
	}),
);
