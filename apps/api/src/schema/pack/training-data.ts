/** @file What the networks of a pack learnt from, as its catalogue says. */
import type { TrainingData } from '@galatea/networks';
import { builder } from '../builder.ts';

/** Of one pack at most, as the catalogue has it. */
export const maximumTrainingData = 16;

const NetworkRoleType = builder.enumType('NetworkRole', {
	description: 'What a network is to a pack.',
	values: {
		GENERATOR: { value: 'generator', description: 'It paints: from a latent to a picture.' },
		PERCEPTOR: { value: 'perceptor', description: 'It judges: how near a picture and a text are.' },
		PRIOR: { value: 'prior', description: 'It makes the first guess: from a text to a latent.' },
	} as const,
});

const TranslatedTextType = builder.objectRef<TrainingData['size']>('TranslatedText').implement({
	description: 'A text in each language of the gallery.',
	fields: (t) => ({
		en: t.exposeString('en', { description: 'English.' }),
		es: t.exposeString('es', { description: 'Spanish.' }),
	}),
});

export const TrainingDataType = builder.objectRef<TrainingData>('TrainingData').implement({
	description: 'What a network learnt from.',
	fields: (t) => ({
		network: t.expose('network', { type: NetworkRoleType, description: 'Which of the networks of the pack.' }),
		name: t.exposeString('name', {
			nullable: true,
			description: 'Of the data set; null where its makers do not name it.',
		}),
		size: t.expose('size', { type: TranslatedTextType, description: 'How much of what; or that nobody says it.' }),
		licence: t.expose('licence', { type: TranslatedTextType, description: 'Of the data, as far as it is known.' }),
		gaps: t.expose('gaps', {
			type: TranslatedTextType,
			description: 'What is missing in it, and what that does to pictures.',
		}),
	}),
});
