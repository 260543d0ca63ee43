/**
 * @file The thread that says whether a password is easily guessed. The words of the languages take 350 ms to read and 90 MB to hold, which
 * no request has to wait for and no idle API has to keep. Plain JavaScript, because a thread starts without the loader
 * that reads TypeScript.
 *
 * Each message is `{id, password, personal}` and is answered by `{id, guesses}`.
 */
import { parentPort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import * as spanish from '@zxcvbn-ts/language-es-es';

const estimator = new ZxcvbnFactory({
	dictionary: { ...common.dictionary, ...english.dictionary, ...spanish.dictionary },
	graphs: common.adjacencyGraphs,
});

parentPort?.on('message', ({ id, password, personal }) => {
	parentPort?.postMessage({ id, guesses: estimator.check(password, personal).guesses });
});
