/** @file float32 to float16: IEEE 754 binary16, rounded to the nearest, to the even one in the middle. */

/** The 16 bits of each number. Beyond 65,519 they are infinite; below 2⁻²⁵ zero. */
export function halvesOf(numbers: Float32Array): Uint16Array {
	const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);
	const halves = new Uint16Array(numbers.length);
	for (let at = 0; at < halves.length; at++) halves[at] = halfOfBits(bits[at] as number);
	return halves;
}

function halfOfBits(bits: number): number {
	const sign = (bits >>> 16) & 0x8000;
	const exponent = (bits >>> 23) & 0xff;
	const fraction = bits & 0x7fffff;
	if (exponent === 0xff) return sign | (fraction === 0 ? 0x7c00 : 0x7e00);
	// 2⁻¹⁴ is the smallest normal number of binary16, with exponent 1; float32's exponent of it is 113.
	const half = exponent - 112;
	if (half >= 0x1f) return sign | 0x7c00;
	if (half >= 1) {
		// A carry out of the fraction belongs to the exponent, up to infinity.
		return sign | roundedShift((half << 23) | fraction, 13);
	}
	// Without an exponent: multiples of 2⁻²⁴.
	const shift = 14 - half;
	return shift > 24 ? sign : sign | roundedShift(fraction | 0x800000, shift);
}

/** value / 2^shift, rounded to the nearest, to the even one in the middle. */
function roundedShift(value: number, shift: number): number {
	const middle = 2 ** (shift - 1);
	const rest = value & (2 ** shift - 1);
	const down = value >>> shift;
	return rest > middle || (rest === middle && (down & 1) === 1) ? down + 1 : down;
}
