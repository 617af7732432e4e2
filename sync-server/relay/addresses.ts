/** How much one address may ask for. Addresses are in memory only, and only while they have a connection or have used something up. */
import type { RelayConfig } from './config.ts';

interface Usage {
	connections: number;
	/** What is left, and when that was so. */
	creates: number;
	letters: number;
	at: number;
}
type Limits = Pick<RelayConfig, 'connectionsPerAddress' | 'createsPerHour' | 'lettersPerMinute'>;

export class Addresses {
	readonly #limits: Limits;
	readonly #usage = new Map<string, Usage>();

	constructor(limits: Limits) {
		this.#limits = limits;
	}

	connect(address: string): boolean {
		const usage = this.#of(address);
		if (usage.connections >= this.#limits.connectionsPerAddress) return false;
		usage.connections++;
		return true;
	}

	disconnect(address: string): void {
		const usage = this.#usage.get(address);
		if (usage) usage.connections--;
	}

	mayCreate(address: string): boolean {
		return this.#spend(address, 'creates');
	}

	mayWrite(address: string): boolean {
		return this.#spend(address, 'letters');
	}

	/** Forgets who used nothing up. */
	sweep(): void {
		for (const [address, usage] of this.#usage) {
			this.#refill(usage);
			const { createsPerHour, lettersPerMinute } = this.#limits;
			if (usage.connections === 0 && usage.creates >= createsPerHour && usage.letters >= lettersPerMinute) this.#usage.delete(address);
		}
	}

	get known(): number {
		return this.#usage.size;
	}

	#spend(address: string, what: 'creates' | 'letters'): boolean {
		const usage = this.#of(address);
		this.#refill(usage);
		if (usage[what] < 1) return false;
		usage[what]--;
		return true;
	}

	#of(address: string): Usage {
		let usage = this.#usage.get(address);
		if (!usage) {
			const { createsPerHour: creates, lettersPerMinute: letters } = this.#limits;
			this.#usage.set(address, (usage = { connections: 0, creates, letters, at: performance.now() }));
		}
		return usage;
	}

	#refill(usage: Usage): void {
		const { createsPerHour, lettersPerMinute } = this.#limits;
		const minutes = (performance.now() - usage.at) / 60_000;
		usage.at += minutes * 60_000;
		usage.creates = Math.min(createsPerHour, usage.creates + (minutes * createsPerHour) / 60);
		usage.letters = Math.min(lettersPerMinute, usage.letters + minutes * lettersPerMinute);
	}
}
