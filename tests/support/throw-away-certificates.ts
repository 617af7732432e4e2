/** Certificates for a test, made by openssl when they are asked for and gone with the test. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const hasOpenssl = /^OpenSSL 3/.test(spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout ?? '');

/** As FNMT writes the owner of a certificate of an entity's representative. */
const OWNER =
	'/C=ES/serialNumber=IDCES-89890001K/CN=89890001K MARTA BENLLOCH, «la \\+ de & <i>\\, \\"Turia\\"» /organizationIdentifier=VATES-B83135624';
/** Statements about a certificate (RFC 3739): that it is qualified, or only that its key lies in a device for signatures. */
const QUALIFIED = '1.3.6.1.5.5.7.1.3=DER:300a3008060604008e460101';
const IN_DEVICE = '1.3.6.1.5.5.7.1.3=DER:300a3008060604008e460104';

export class ThrowAwayCertificates {
	readonly folder = mkdtempSync(join(tmpdir(), 'certificates-'));

	/** @param key as `openssl req -newkey` takes it @returns path of key and certificate, without ending */
	make(name: string, key: readonly string[], { owner = OWNER, qualified = true, days = 30 } = {}): string {
		const at = join(this.folder, name);
		const extension = ['-addext', qualified ? QUALIFIED : IN_DEVICE];
		openssl(
			'req',
			'-x509',
			'-newkey',
			...key,
			'-nodes',
			'-days',
			String(days),
			'-utf8',
			'-subj',
			owner,
			...extension,
			'-keyout',
			`${at}.key`,
			'-out',
			`${at}.crt`
		);
		return at;
	}

	/** @param how more of what `openssl pkcs12 -export` takes */
	pack(at: string, password: string, ...how: string[]): Uint8Array<ArrayBuffer> {
		const whose = how.includes('-nokeys') ? [] : ['-inkey', `${at}.key`];
		openssl('pkcs12', '-export', ...whose, '-in', `${at}.crt`, '-out', `${at}.p12`, '-passout', `pass:${password}`, ...how);
		return new Uint8Array(readFileSync(`${at}.p12`));
	}

	end(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}
}

/** As files of FNMT were protected for years. */
export const OLD_WAY = ['-legacy', '-certpbe', 'PBE-SHA1-RC2-40', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'];

function openssl(...args: string[]): void {
	execFileSync('openssl', args, { stdio: 'pipe' });
}
