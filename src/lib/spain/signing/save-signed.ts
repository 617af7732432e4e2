/** Records as a ZIP of signed files, written while they are made. */
import { zipParts, type ZipMember } from '../../exchange/zip/zip.ts';
import type { AppError, Result } from '../../worker-api.ts';
import type { RecordsToSign } from '../api.ts';
import type { SignApart } from './sign-apart.ts';

export class SigningFailed extends Error {
	readonly error: AppError;

	constructor(error: AppError) {
		super(error.code);
		this.error = error;
	}
}

/** Signed between two looks at whether to stop. */
const STEP = 25;

interface Source {
	/** Counted from 0. */
	read(part: number): Promise<Result<RecordsToSign>>;
	signer: Pick<SignApart, 'sign'>;
	/** Hears how many are signed; answers false to stop. */
	watch(signed: number): boolean;
}

/** @throws SigningFailed */
export function signedZip(source: Source): AsyncGenerator<Uint8Array<ArrayBuffer>> {
	return zipParts(members(source), new Date());
}

async function* members({ read, signer, watch }: Source): AsyncGenerator<ZipMember> {
	let signed = 0;
	for (let part = 0, more = true; more; part++) {
		const result = await read(part);
		if (!result.ok) throw new SigningFailed(result.error);
		const { records, timeZone } = result.value;
		for (let from = 0; from < records.length; from += STEP) {
			const some = records.slice(from, from + STEP);
			const files = await signer.sign(some, timeZone);
			for (const [at, text] of files.entries()) yield { name: some[at]!.name, input: new TextEncoder().encode(text) };
			if (!watch((signed += files.length))) throw new SigningFailed({ code: 'invalid', detail: 'cancelled' });
		}
		more = result.value.more;
	}
}
