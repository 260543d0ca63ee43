/** @file What is drawn for somebody without an avatar: a mirrored pattern and a colour, decided by the handle alone. */

/** Cells of a side; odd, so that there is a middle column to mirror at. */
const side = 5;
/** Cells that are decided: the middle column and one half. */
const decided = side * Math.ceil(side / 2);

/** FNV-1a, 32 bit (Fowler, Noll, Vo), of UTF-16 units: the same everywhere, and different for neighbours. */
function hash(text: string): number {
	let value = 0x81_1c_9d_c5;
	for (let index = 0; index < text.length; index++)
		value = Math.imul(value ^ text.charCodeAt(index), 0x01_00_01_93) >>> 0;
	// The low bits of short texts differ little: mix them with the high ones (MurmurHash3's finaliser).
	value = Math.imul(value ^ (value >>> 16), 0x85_eb_ca_6b) >>> 0;
	value = Math.imul(value ^ (value >>> 13), 0xc2_b2_ae_35) >>> 0;
	return (value ^ (value >>> 16)) >>> 0;
}

/** Column and row, from 0 to 4, of the cells that are filled; the middle always, so that there is something. */
export function avatarCells(handle: string): readonly (readonly [x: number, y: number])[] {
	const bits = hash(handle);
	const half = Array.from({ length: decided }, (_, index) => index).filter(
		(index) => ((bits >>> index) & 1) === 1 || index === Math.floor(side / 2) * Math.ceil(side / 2),
	);
	return half.flatMap((index) => {
		const column = index % Math.ceil(side / 2);
		const row = Math.floor(index / Math.ceil(side / 2));
		const middle = Math.floor(side / 2);
		return column === 0 ? [[middle, row] as const] : [[middle - column, row] as const, [middle + column, row] as const];
	});
}

/** Degrees, 0 to 359. */
export function avatarHue(handle: string): number {
	return hash(`${handle} hue`) % 360;
}
