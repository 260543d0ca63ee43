import { describe, expect, test } from 'vitest';
import { run, runProgram } from '../testing.ts';

describe('galatea bench step', () => {
	test('measures steps of the size that is asked for, in turn with the machine’s own peak', async () => {
		const words = ['--scale', 'tiny', '--side', '96', '--cutouts', '2', '--steps', '2', '--against', 'none', '--json'];
		const { code, output, errors } = await runProgram(import.meta.dirname, 'bench', 'step', ...words);
		expect({ code, errors }).toEqual({ code: 0, errors: '' });
		const { title, galatea, pytorch, gflop, shareOfPeak } = JSON.parse(output);
		expect(title).toBe('a VQGAN of 32 channels, ViT 64 × 2 at 32 px; 96 × 96, 2 cutouts');
		expect(galatea.steps).toHaveLength(2);
		expect(galatea.wallMs).toBeGreaterThan(0);
		expect(pytorch).toBeNull();
		// More pixels are more work: 5.0 GFLOP at 64 × 64.
		expect(gflop).toBeGreaterThan(10);
		expect(shareOfPeak.cpu).toBeGreaterThan(0);
	});

	test('a side that the generator cannot have is misuse', async () => {
		const { code, errors } = await run(import.meta.dirname, 'bench', 'step', '--side', '100');
		expect({ code, errors }).toEqual({ code: 2, errors: '--side 100 must be a multiple of 16 up to 2048.\n' });
	});
});

describe('galatea bench gpu', () => {
	test('says plainly that there is no such graphics card, and why', async () => {
		const elsewhere = process.platform === 'win32' ? 'coreml' : 'dml';
		const words = ['bench', 'gpu', '--scale', 'tiny', '--provider', elsewhere];
		const { code, output } = await runProgram(import.meta.dirname, ...words);
		expect(code).toBe(0);
		expect(output).toMatch(/^Nothing was measured: there is no graphics card here .* is not on this machine\)\.\n$/);
	});
});
