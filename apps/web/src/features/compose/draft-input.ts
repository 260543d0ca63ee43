/** @file From what was written into the form to an input of `createRender`, which says only what was changed. */
import { enumName, speltOf, type TermSchedule } from '@galatea/render';
import type { CreateRenderInput, InitialInput, PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import type { Draft } from './draft.ts';
import type { Beginning, Parts, WrittenTerm } from './draft-parts.ts';

/** The input that says what was changed, of a form in which nothing is wrong. */
export function inputOf(draft: Draft, parts: Parts, { defaults }: PackChoiceFragment): CreateRenderInput {
	const { stepsPerPhrase, initial, places, imagePrompts, noisePrompts } = parts;
	const schedules = places.flatMap(({ term, schedule }) => (schedule ? [{ term, ...scheduleInput(schedule) }] : []));
	const regions = places.flatMap(({ term, region }) => (region ? [{ term, ...region }] : []));
	const masks = places.flatMap(({ term, mask }) => (mask ? [{ term, ...mask }] : []));
	const seed = draft.seed.trim();
	return {
		...speltOf(parts.values),
		prompt: draft.prompt.trim(),
		packId: draft.packId,
		...(Number(draft.width) !== defaults.width && { width: Number(draft.width) }),
		...(Number(draft.height) !== defaults.height && { height: Number(draft.height) }),
		...(Number(draft.steps) !== defaults.steps && { steps: Number(draft.steps) }),
		...(seed !== '' && { seed: BigInt(seed).toString() }),
		...(stepsPerPhrase !== undefined && { stepsPerPhrase }),
		...(initial && { initial: initialInput(initial) }),
		...(schedules.length > 0 && { schedules }),
		...(regions.length > 0 && { regions }),
		...(masks.length > 0 && { masks }),
		...(imagePrompts.length > 0 && { imagePrompts: imagePrompts.map(termInput) }),
		...(noisePrompts.length > 0 && { noisePrompts: noisePrompts.map(termInput) }),
		...(draft.sharing?.visibility && { visibility: draft.sharing.visibility }),
		...(draft.sharing?.recipeHidden && { recipeHidden: true }),
	};
}

function initialInput(initial: Beginning): InitialInput {
	switch (initial.kind) {
		case 'codes':
			return { kind: 'CODES' };
		case 'image': {
			const { sha256, fit } = initial;
			return { kind: 'IMAGE', sha256, ...(fit !== undefined && { fit: enumName(fit) }) };
		}
		case 'noise':
			return { kind: 'NOISE', noise: enumName(initial.noise) };
		case 'fork':
			return { ...initial, kind: 'FORK' };
	}
}

function scheduleInput({ curve, keyframes }: TermSchedule) {
	return { curve: enumName(curve), keyframes: [...keyframes] };
}

function termInput<Term extends WrittenTerm>({ schedule, ...term }: Term) {
	return { ...term, ...(schedule && { schedule: scheduleInput(schedule) }) };
}
