import { expect, test } from 'vitest';
import { completeLock, fillIntegrity, platformOf, withoutIntegrity } from './complete-lock.mjs';

test('a platform is read off the name of its package', () => {
	expect(platformOf('@biomejs/cli-linux-arm64-musl')).toEqual({ cpu: ['arm64'], libc: ['musl'], os: ['linux'] });
	expect(platformOf('@next/swc-darwin-arm64')).toEqual({ cpu: ['arm64'], os: ['darwin'] });
	expect(platformOf('@next/swc-win32-x64-msvc')).toEqual({ cpu: ['x64'], os: ['win32'] });
	expect(platformOf('@turbo/windows-64')).toEqual({ cpu: ['x64'], os: ['win32'] });
	expect(platformOf('@swc/core-linux-arm-gnueabihf')).toEqual({ cpu: ['arm'], os: ['linux'] });
	expect(platformOf('@tailwindcss/oxide-wasm32-wasi')).toEqual({ cpu: ['wasm32'] });
});

test('a name that does not tell its platform is refused: such a package would be installed everywhere', () => {
	expect(() => platformOf('fsevents')).toThrow('does not tell its platform');
});

test('what is missing is added once, and what is there stays as it is, hoisted or nested', () => {
	const lock = {
		lockfileVersion: 3,
		packages: {
			'': { name: 'x' },
			'node_modules/tool': {
				version: '1.2.3',
				optionalDependencies: { 'tool-darwin-x64': '1.2.3', 'tool-linux-x64': '1.2.3' },
			},
			'node_modules/tool/node_modules/tool-linux-x64': { version: '1.2.3', integrity: 'sha512-…', optional: true },
		},
	};
	const { lock: complete, added } = completeLock(lock);
	expect(added).toEqual(['node_modules/tool-darwin-x64']);
	expect(complete.packages['node_modules/tool-darwin-x64']).toEqual({
		version: '1.2.3',
		cpu: ['x64'],
		os: ['darwin'],
		optional: true,
	});
	expect(completeLock(complete).added).toEqual([]);
});

test('a range that names no version is refused: any version would be a guess', () => {
	const lock = { packages: { 'node_modules/tool': { optionalDependencies: { 'tool-darwin-x64': '^1.0.0' } } } };
	expect(() => completeLock(lock)).toThrow('does not say which version');
});

const hash = (letter: string) => `sha512-${letter.repeat(86)}==`;

test('every package is pinned by a hash, and only what has none is asked for', async () => {
	const lock = {
		lockfileVersion: 3,
		packages: {
			'': { name: 'x' },
			'packages/own': { version: '0.1.0' },
			'node_modules/@x/own': { resolved: 'packages/own', link: true },
			'node_modules/tool': { version: '1.2.3', integrity: hash('a') },
			'node_modules/tool/node_modules/@x/tool-darwin-x64': { version: '1.2.3', cpu: ['x64'], optional: true },
		},
	};
	expect(withoutIntegrity(lock)).toEqual(['node_modules/tool/node_modules/@x/tool-darwin-x64']);
	const asked: string[] = [];
	const { lock: filled } = await fillIntegrity(lock, async (name, version) => {
		asked.push(`${name}@${version}`);
		return hash('b');
	});
	expect(asked).toEqual(['@x/tool-darwin-x64@1.2.3']);
	expect(filled.packages['node_modules/tool/node_modules/@x/tool-darwin-x64']).toEqual({
		...{ version: '1.2.3', cpu: ['x64'], optional: true },
		integrity: hash('b'),
	});
	expect(withoutIntegrity(filled)).toEqual([]);
	await expect(fillIntegrity(lock, async () => 'sha1-abc')).rejects.toThrow('is no SHA-512');
});
