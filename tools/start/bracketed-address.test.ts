import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { runCommand } from './command.mjs';
import { webPreloads } from './web-build.mjs';

const hasSix = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

test.runIf(hasSix)('the web server reaches an API whose address is one of IPv6, as Next asks for it', async () => {
	const api = createServer((_request, response) => response.end('the API'));
	await new Promise<void>((resolve) => api.listen(0, '::1', resolve));
	const address = api.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const program = `require('node:http').get({ hostname: '[::1]', port: ${port} }, (response) => response.pipe(process.stdout))`;
	const { output } = await runCommand(process.execPath, [...webPreloads, '-e', program]);
	expect(output).toBe('the API');
	await new Promise((resolve) => api.close(resolve));
});
