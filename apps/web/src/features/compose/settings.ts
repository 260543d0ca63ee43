/**
 * @file The table of everything that the folded groups of the form can set: where in a recipe each value stands, and how
 * it is written. Values are text, and what is not there is as the pack has it. Ranges are the recipe's own.
 */
import {
	cutMethods,
	initialFits,
	motionBorders,
	optimiserNames,
	rateScheduleKinds,
	symmetryAxes,
	tilings,
} from '@galatea/render';

interface SettingSpec {
	/** Where it stands in a recipe. */
	readonly path: string;
	/** How it is written: a number, one of `choices`, yes or no, numbers or colours with spaces between them. */
	readonly kind: 'number' | 'choice' | 'check' | 'numbers' | 'colours';
	/** Names of the recipe; the messages have a text for each. */
	readonly choices?: readonly string[];
	/** Another setting that must be there, or have one of the values, for this one to mean something. */
	readonly needs?: { readonly name: string; readonly values?: readonly string[] };
}

/** Groups of the form, each with the page of the guide that explains it. */
export const settingGroups = {
	look: {
		page: 'losses',
		names: [
			'totalVariation',
			'smoothness',
			'saturation',
			'symmetry',
			'symmetryAxis',
			'palette',
			'paletteColours',
			'latentVariation',
			'shrinkLatent',
			'naturalNoise',
			'fewClasses',
		],
	},
	edges: { page: 'tiling', names: ['tiling'] },
	begin: { page: 'beginning', names: ['initialFit', 'keepInitial', 'keepInitialHalfLife'] },
	move: {
		page: 'optimiser',
		names: ['learningRate', 'optimiser', 'rateSchedule', 'rateFinal', 'rateFactor', 'rateDrops', 'warmUpSteps', 'ema'],
	},
	motion: {
		page: 'motion',
		names: ['zoom', 'turnDegrees', 'shiftX', 'shiftY', 'motionEverySteps', 'motionFirstStep', 'motionBorder'],
	},
	cutouts: {
		page: 'cutouts',
		names: ['cutMethod', 'cutoutCount', 'cutPower', 'cutNoise', 'cutNoiseFinal', 'cutClamp'],
	},
	terms: { page: 'prompts', names: ['stepsPerPhrase', 'perceptorWeights'] },
} as const;

export type SettingGroup = keyof typeof settingGroups;
export type SettingName = (typeof settingGroups)[SettingGroup]['names'][number];

export const settings: Readonly<Record<SettingName, SettingSpec>> = {
	totalVariation: { path: 'losses.totalVariation.weight', kind: 'number' },
	smoothness: { path: 'losses.smoothness.weight', kind: 'number' },
	saturation: { path: 'losses.saturation.weight', kind: 'number' },
	symmetry: { path: 'losses.symmetry.weight', kind: 'number' },
	symmetryAxis: { path: 'losses.symmetry.axis', kind: 'choice', choices: symmetryAxes, needs: { name: 'symmetry' } },
	palette: { path: 'losses.palette.weight', kind: 'number' },
	paletteColours: { path: 'losses.palette.colours', kind: 'colours', needs: { name: 'palette' } },
	latentVariation: { path: 'losses.latentVariation.weight', kind: 'number' },
	shrinkLatent: { path: 'losses.shrinkLatent.weight', kind: 'number' },
	naturalNoise: { path: 'losses.naturalNoise.weight', kind: 'number' },
	fewClasses: { path: 'losses.fewClasses.weight', kind: 'number' },
	tiling: { path: 'tiling', kind: 'choice', choices: tilings },
	initialFit: {
		path: 'initial.fit',
		kind: 'choice',
		choices: initialFits,
		needs: { name: 'initial', values: ['image'] },
	},
	keepInitial: { path: 'losses.keepInitial.weight', kind: 'number' },
	keepInitialHalfLife: { path: 'losses.keepInitial.halfLifeSteps', kind: 'number', needs: { name: 'keepInitial' } },
	learningRate: { path: 'optimiser.learningRate', kind: 'number' },
	optimiser: { path: 'optimiser.name', kind: 'choice', choices: optimiserNames },
	rateSchedule: { path: 'optimiser.schedule.kind', kind: 'choice', choices: rateScheduleKinds },
	rateFinal: {
		path: 'optimiser.schedule.final',
		kind: 'number',
		needs: { name: 'rateSchedule', values: ['linear', 'cosine', 'exponential'] },
	},
	rateFactor: {
		path: 'optimiser.schedule.factor',
		kind: 'number',
		needs: { name: 'rateSchedule', values: ['drops'] },
	},
	rateDrops: { path: 'optimiser.schedule.at', kind: 'numbers', needs: { name: 'rateSchedule', values: ['drops'] } },
	warmUpSteps: { path: 'optimiser.warmUpSteps', kind: 'number' },
	ema: { path: 'ema', kind: 'number' },
	zoom: { path: 'motion.zoom', kind: 'number' },
	turnDegrees: { path: 'motion.turnDegrees', kind: 'number' },
	shiftX: { path: 'motion.shiftX', kind: 'number' },
	shiftY: { path: 'motion.shiftY', kind: 'number' },
	motionEverySteps: { path: 'motion.everySteps', kind: 'number' },
	motionFirstStep: { path: 'motion.firstStep', kind: 'number' },
	motionBorder: { path: 'motion.border', kind: 'choice', choices: motionBorders },
	cutMethod: { path: 'cutouts.method', kind: 'choice', choices: cutMethods },
	cutoutCount: { path: 'cutouts.count', kind: 'number' },
	// The whole picture has no size to draw, and large crops have sizes of their own.
	cutPower: {
		path: 'cutouts.power',
		kind: 'number',
		needs: { name: 'cutMethod', values: ['', 'crops', 'averagedCrops'] },
	},
	cutNoise: { path: 'cutouts.noise', kind: 'number' },
	cutNoiseFinal: { path: 'cutouts.noiseFinal', kind: 'number' },
	cutClamp: { path: 'cutouts.clamp', kind: 'check' },
	stepsPerPhrase: { path: 'stepsPerPhrase', kind: 'number' },
	perceptorWeights: { path: 'perceptorWeights', kind: 'numbers' },
};

export const settingNames = Object.keys(settings) as readonly SettingName[];

/** What the form says of its settings. */
export type SettingTexts = Readonly<Partial<Record<SettingName, string>>>;

/** Whether a setting means something beside the others; `initial` is where the render begins. */
export function isOfUse(name: SettingName, texts: SettingTexts, initial: string): boolean {
	const { needs } = settings[name];
	if (needs === undefined) return true;
	const text = needs.name === 'initial' ? initial : (texts[needs.name as SettingName] ?? '');
	return needs.values === undefined ? text.trim() !== '' : needs.values.includes(text);
}

/** A number as somebody writes it, with a decimal point or comma; NaN for none. */
export function readDecimal(text: string): number {
	const plain = text.trim().replace(',', '.');
	return plain === '' ? Number.NaN : Number(plain);
}

/** The value that the text stands for, in the words of a recipe; what it is not right for, the recipe says. */
export function readSetting(name: SettingName, text: string): unknown {
	const parts = text.split(/[\s;|]+/).filter((part) => part !== '');
	switch (settings[name].kind) {
		case 'number':
			return readDecimal(text);
		case 'numbers':
			return parts.map(readDecimal);
		case 'colours':
			return parts.map((part) => part.replace(/,$/, '').toLowerCase());
		case 'check':
			return text === 'yes';
		case 'choice':
			return text;
	}
}

/** The text of a value; null where there is none. */
export function printSetting(value: unknown): string | null {
	if (value === undefined || value === null) return null;
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	return Array.isArray(value) ? value.join(' ') : String(value);
}

/** What stands at a path of members; undefined where there is nothing. */
export function valueAt(value: unknown, path: string): unknown {
	let inner = value;
	for (const name of path.split('.'))
		inner = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[name] : undefined;
	return inner;
}

/** A copy with `value` at a path of members. */
export function withValueAt(
	members: Readonly<Record<string, unknown>>,
	path: string,
	value: unknown,
): Record<string, unknown> {
	const [name = '', ...rest] = path.split('.');
	if (rest.length === 0) return { ...members, [name]: value };
	const inner = members[name];
	const kept = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
	return { ...members, [name]: withValueAt(kept, rest.join('.'), value) };
}
