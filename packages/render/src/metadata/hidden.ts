/**
 * @file Text hidden in the lowest bits of red, green and blue, as the notebooks of 2021 left it there with Stegano's
 * `lsb.hide`: pixel by pixel in reading order, eight bits a letter, the highest first, `<length>:<letters>`. It outlives
 * any lossless copy, and no other.
 */

/** Decoded pixels with three channels or, the last one alpha and left alone, four. */
export interface Pixels {
	readonly channels: 3 | 4;
	readonly data: ArrayLike<number>;
}

/** Letters of a hidden text; the notebooks wrote some hundred. */
const maximumLetters = 65_536;
/** Digits of its length. */
const maximumDigits = 6;

/** The hidden text, null when the bits begin otherwise. The letters are Latin-1, which for JSON is ASCII. */
export function revealText({ channels, data }: Pixels): string | null {
	const capacity = Math.floor((Math.floor(data.length / channels) * 3) / 8);
	const letter = (index: number): string => {
		let code = 0;
		for (let bit = 8 * index; bit < 8 * index + 8; bit++) {
			const place = Math.floor(bit / 3) * channels + (bit % 3);
			code = (code << 1) | ((data[place] as number) & 1);
		}
		return String.fromCharCode(code);
	};
	let digits = '';
	for (let index = 0; index <= maximumDigits && index < capacity; index++) {
		const next = letter(index);
		if (next === ':') break;
		if (!/\d/.test(next)) return null;
		digits += next;
	}
	const length = Number(digits);
	const start = digits.length + 1;
	if (digits === '' || digits.length > maximumDigits || length > maximumLetters || start + length > capacity)
		return null;
	return Array.from({ length }, (_, index) => letter(start + index)).join('');
}
