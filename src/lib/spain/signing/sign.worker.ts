/** The user's key is opened and used in a worker of its own, away from the keys and records of the books. It ends with one export, and the key with it. */
import { expose } from 'comlink';
import { localInstant } from '../when.ts';
import { identityOf, type Identity } from './identity.ts';
import { KeyFileRefused, type KeyFileProblem } from './problem.ts';
import { signedRecord, type ToSign } from './xades.ts';

/** Whose certificate it is. */
export interface Signer {
	name: string;
	/** Of the person, of the organisation, or of both. */
	nifs: string[];
	/** Until when it is valid. */
	to: Date;
	/** It says that it is a qualified one; nobody was asked. */
	isQualified: boolean;
}

export type OpenAnswer = { ok: true; signer: Signer } | { ok: false; problem: KeyFileProblem | 'unexpected'; date?: Date };

let identity: Identity | undefined;

const api = {
	async open(file: Uint8Array, password: string): Promise<OpenAnswer> {
		try {
			identity = await identityOf(file, password, new Date());
		} catch (cause) {
			if (!(cause instanceof KeyFileRefused)) return { ok: false, problem: 'unexpected' };
			return { ok: false, problem: cause.problem, ...(cause.date && { date: cause.date }) };
		} finally {
			file.fill(0);
		}
		const { name, nifs, to, isQualified } = identity.certificate;
		return { ok: true, signer: { name, nifs, to, isQualified } };
	},

	/** @returns whole files, in the same order */
	async sign(records: readonly Omit<ToSign, 'at'>[], timeZone: string): Promise<string[]> {
		if (!identity) throw new Error('no certificate is open');
		const signed: string[] = [];
		for (const each of records)
			signed.push(await signedRecord({ ...each, at: localInstant(new Date().toISOString(), timeZone) }, identity));
		return signed;
	}
};
export type SignWorker = typeof api;

expose(api);
