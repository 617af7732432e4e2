/** Estimates passphrases in a thread of its own: the dictionaries take a moment to load and long inputs take a moment to judge. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs } from '@zxcvbn-ts/language-common';
import diceware from '@zxcvbn-ts/language-common/dist/diceware.json.mjs';
import passwords from '@zxcvbn-ts/language-common/dist/passwords.json.mjs';
import commonWords from '@zxcvbn-ts/language-en/dist/commonWords.json.mjs';
import firstNames from '@zxcvbn-ts/language-en/dist/firstnames.json.mjs';
import type { StrengthAnswer, StrengthQuestion } from './strength.ts';

const estimator = new ZxcvbnFactory({ dictionary: { diceware, passwords, commonWords, firstNames }, graphs: adjacencyGraphs });

addEventListener('message', ({ data }: MessageEvent<StrengthQuestion>) => {
	const { guessesLog10 } = estimator.check(data.passphrase.slice(0, 128), data.own);
	postMessage({ turn: data.turn, guessesLog10 } satisfies StrengthAnswer);
});
