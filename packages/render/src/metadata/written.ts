/** @file What a picture file says of itself, in the words of every format that can carry it. */
import { writeXmp, type XmpForm, type XmpName } from './xmp.ts';

/** What goes into a file. Absent or null: nothing is said of it. */
export interface PictureMetadata {
	/** The recipe's canonical JSON; null where it is a secret. */
	readonly recipe: string | null;
	/** What it shows, in words: the prompt. */
	readonly description: string | null;
	/** How the render went: a run record as `printRunRecord` writes it. */
	readonly run?: string | null;
	readonly title?: string | null;
	/** Whose picture it is: a person's name, not a program's. */
	readonly creator?: string | null;
	/** Terms in words, or the address of a licence. */
	readonly licence?: string | null;
}

/** Keys of our texts in a PNG; the same words are properties of our namespace in XMP. */
export const recipeKey = 'galatea-recipe';
export const runKey = 'galatea-run';

/** The key under which a PNG carries XMP (XMP Specification Part 3, 1.1.5). */
export const xmpKey = 'XML:com.adobe.xmp';

/** The program's name, where a format asks for one. */
export const program = 'Galatea';

/** IPTC's word for pictures made by a model that was trained on others: NewsCodes, Digital Source Type. */
export const digitalSourceType = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

/** The XMP packet of a picture. Bit for bit the same for the same metadata: it holds no time. */
export function writePictureXmp(metadata: PictureMetadata): string {
	const { recipe, description, run = null, title = null, creator = null, licence = null } = metadata;
	const address = licence !== null && /^https?:\/\//.test(licence) ? licence : null;
	const properties: readonly (readonly [XmpName, XmpForm, string | null])[] = [
		['xmp:CreatorTool', 'text', program],
		['dc:title', 'language', title],
		['dc:creator', 'list', creator],
		['dc:description', 'language', description],
		['dc:rights', 'language', licence],
		['xmpRights:WebStatement', 'text', address],
		['Iptc4xmpExt:DigitalSourceType', 'text', digitalSourceType],
		['Iptc4xmpExt:AISystemUsed', 'text', program],
		['Iptc4xmpExt:AIPromptInformation', 'text', description],
		['galatea:recipe', 'text', recipe],
		['galatea:run', 'text', run],
	];
	return writeXmp(properties);
}

/** All texts of a PNG by key, for `iTXt` chunks: PNG's own keys where it has them (11.3.3.1 of its specification). */
export function writePngTexts(metadata: PictureMetadata): Readonly<Record<string, string>> {
	const { recipe, description, run, title, creator, licence } = metadata;
	return {
		Software: program,
		...(title && { Title: title }),
		...(creator && { Author: creator }),
		...(description !== null && { Description: description }),
		...(licence && { Copyright: licence }),
		...(recipe !== null && { [recipeKey]: recipe }),
		...(run && { [runKey]: run }),
		// The run is in a text of its own: twice it would only be larger.
		[xmpKey]: writePictureXmp({ ...metadata, run: null }),
	};
}

/** JSON in ASCII, for EXIF's comment: it has no place for other letters that every program reads. */
export function asciiJson(json: string): string {
	return json.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
