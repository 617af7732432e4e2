/** Proofs of issue of the open books. Loaded when first asked for. */
import type { Business } from '../business/business.ts';
import type { ProofChoice, ProofMade } from '../proof/api.ts';
import { makeProof } from '../proof/make-proof.ts';
import type { Progress } from '../worker-api.ts';
import { getFile } from '../workspace/file-type.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import { minuteNow } from '../workspace/operations.ts';
import { breakText, type Workspace } from '../workspace/workspace.ts';
import { peopleNames } from './people.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';
import { todayIn } from './today.ts';

export class ProofHost {
	readonly #workspace: Workspace;
	readonly #home: WorkspaceHome;
	readonly #id: string;

	constructor(workspace: Workspace, home: WorkspaceHome, id: string) {
		[this.#workspace, this.#home, this.#id] = [workspace, home, id];
	}

	async make(choice: ProofChoice, progress?: Progress): Promise<ProofMade> {
		const workspace = this.#workspace;
		if (workspace.broken) throw new Refused({ code: 'log-broken', detail: breakText(workspace.broken) });
		if (!workspace.admitted) throw new Refused({ code: 'invalid', field: 'proof', detail: 'not-a-member' });
		const { head } = workspace.books;
		const source = {
			home: this.#home,
			head,
			device: this.#home.keys.device,
			refusals: workspace.refusals,
			names: await peopleNames(workspace),
			logo: (address: string) => getFile(this.#home, (id) => workspace.read(id), address).catch(() => undefined),
			now: minuteNow(),
			...(progress && { progress })
		};
		const { bytes, documents, onlyStated } = await makeProof(source, choice);
		const waiting = await this.#waiting(choice.document, documents);
		if (documents === 0) throw new Refused({ code: 'invalid', field: 'proof', detail: waiting > 0 ? 'waiting' : 'nothing' });
		const business = await workspace.live<Business>('business', businessId(this.#id));
		const today = todayIn(business?.timeZone ?? 'UTC');
		return { file: new Blob([bytes]), name: `waxbill-proof-${today}.waxproof`, documents, onlyStated, waiting };
	}

	/** Documents that are shown here and not in the log. */
	async #waiting(document: string | undefined, inLog: number): Promise<number> {
		if (this.#workspace.waiting === 0) return 0;
		if (document !== undefined) return inLog > 0 ? 0 : 1;
		const found = await this.#workspace.select('document', { where: { issued: true } }, '2000-01-01');
		const ids = found!.rows(undefined).map(({ id }) => String(id));
		let waiting = 0;
		for (const id of ids) waiting += Number((await this.#workspace.confirmed(id))?.frozen === undefined);
		return waiting;
	}
}
